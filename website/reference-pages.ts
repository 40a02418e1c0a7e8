/** The pages of docs/reference, in the order of the site's sidebar; each has a Chinese one next to it, `.zh.md`. */
export const referencePages = [
  "reference",
  "optimizers/adam",
  "faq",
  "notation",
  "conventions",
  "grading",
  "writing-labs",
  "dtypes",
  "specials",
  "nan",
  "errors",
  "errata",
  "glossary",
];
