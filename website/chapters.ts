import path from "node:path";

/** The files of docs/chapters: the text that the course follows, in Chinese, as it was given. */
export const chapterPages = ["000.md", "001.md", "002.md", "003.md", "004.md"];

interface Parsed {
  readonly frontMatter: Record<string, unknown>;
  readonly content: string;
}

const texts = {
  en: {
    title: (number: string) => `Chapter ${number}`,
    description: (number: string) =>
      `Chapter ${number} of the text that the course follows, in Chinese, with its errata and the labs that teach it in the margin.`,
  },
  "zh-Hans": {
    title: (number: string) => `第 ${number} 章`,
    description: (number: string) => `课程所依据的第 ${number} 章原文，旁注勘误，并注明由哪些实验讲授。`,
  },
};

/**
 * A chapter as a page: it gets a title, and its headings go one level down, since a chapter has several of the first.
 * The file itself stays as it was given.
 */
export function chapterOf({ content }: Parsed, file: string, locale: string): Parsed {
  const number = path.basename(file, ".md");
  const { title, description } = texts[locale === "zh-Hans" ? "zh-Hans" : "en"];
  const parts = content.trim().split(/^(```[^]*?^```)/m);
  return {
    frontMatter: {
      id: number,
      slug: `/${number}`,
      title: title(number),
      description: description(number),
      hide_table_of_contents: true,
    },
    content: parts.map((part, i) => (i % 2 === 0 ? part.replaceAll(/^#/gm, "##") : part)).join(""),
  };
}
