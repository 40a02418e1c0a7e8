import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { folders } from "./plugins/pages/kinds.ts";

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

const reference = path.resolve("../docs/reference");

/** The pages of functions in a folder of docs/reference, as plugins/pages wrote them; none before it has run. */
export const pagesIn = (folder: string): readonly string[] =>
  (existsSync(path.join(reference, folder)) ? readdirSync(path.join(reference, folder), "utf8") : [])
    .filter((file) => /^\w+\.md$/.test(file))
    .map((file) => `${folder}/${file.replace(/\.md$/, "")}`)
    .toSorted();

/** The pages that people write, and those of all functions. */
export const allReferencePages: readonly string[] = [
  ...new Set([...referencePages, ...folders.flatMap(pagesIn)]),
];
