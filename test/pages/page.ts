import { readFileSync } from "node:fs";
import path from "node:path";

/* The pages of docs/reference that people write: their sections, and what must be the same in both languages. */
export const root = path.resolve(import.meta.dirname, "../..");
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** A heading with what is below it, up to the next one. */
export interface Section {
  readonly level: number;
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

/** The file of a page, such as `docs/reference/faq.zh.md`. */
export const fileOf = (name: string, language: Language): string =>
  `docs/reference/${name}${language === "zh" ? ".zh" : ""}.md`;

export const textOf = (name: string, language: Language): string =>
  readFileSync(path.join(root, fileOf(name, language)), "utf8");

/** The sections of a page, each heading with an id; what is above the first is a section without one. */
export function sectionsOf(name: string, language: Language): readonly Section[] {
  const [opening = "", ...rest] = textOf(name, language)
    .replace(/^---\n.*?\n---\n/s, "")
    .split(/^(?=#{2,3} )/m);
  const sections = rest.map((text): Section => {
    const [, hashes = "", title = "", id = ""] = /^(#+) (.*?)(?: \{#([\w-]+)\})?\n/.exec(text) ?? [];
    return { level: hashes.length, id, title, body: text.slice(text.indexOf("\n") + 1) };
  });
  return [{ level: 1, id: "", title: "", body: opening }, ...sections];
}

/** The rows of the tables in a text, without their headers. */
export const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split("\n")
    .filter(
      (line, i, lines) =>
        line.startsWith("| ") && !line.startsWith("| ---") && !lines[i + 1]?.startsWith("| ---"),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );

/** A text without its code and the addresses of its links. */
const prose = (text: string): string =>
  text.replaceAll(/^```.*?^```$|`[^`\n]*`/gms, "").replaceAll(/\]\([^)]*\)/g, "]");

export const formulasOf = (text: string): readonly string[] =>
  [...text.matchAll(/\$\$(.*?)\$\$|\$([^$\n]+)\$/gs)].map(([, shown, inline]) =>
    (shown ?? inline ?? "").trim(),
  );

/** The numbers of a text's prose, as written; places such as 003 §3.1 and labels such as E07 are among them. */
export const numbersOf = (text: string): readonly string[] =>
  [...prose(text.replaceAll(/\$[^$]*\$/g, "")).matchAll(/\d+(?:[.,]\d+)*/g)].map(([number]) => number);

/** Code in separate lines, and within a line. */
export const codeOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```\w*\n(.*?)^```$|`([^`\n]+)`/gms)].map(([, block, code]) => block ?? code!);

/** Where a text's links lead, in English files. */
export const linksOf = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target!.replace(".zh.md", ".md"));

/** What must be the same in both languages of a section; within a section, each language has its own order of words. */
export const alike = ({ level, id, body }: Section) => ({
  level,
  id,
  formulas: formulasOf(body).toSorted(),
  numbers: numbersOf(body).toSorted(),
  code: codeOf(body).toSorted(),
  links: linksOf(body).toSorted(),
  rows: rowsOf(body).map((cells) => cells.length),
});
