import manifest from "../../assets/manifest.json" with { type: "json" };
import { readJsonLines } from "../readers/json-lines.ts";
import { fromRecords } from "../records.ts";
import { textsOf } from "../table.ts";
import { type About, shippedBytes, type TableSet, tableSet } from "./table-set.ts";

/** A table of texts that ships with this package. */
export interface TextSet extends TableSet {
  /** All of it as one text, in the table's order. */
  readonly text: string;
}

const about: About = {
  name: "moby-dick",
  title: {
    en: "Moby-Dick; or, The Whale, a novel by Herman Melville, 1851: etymology, extracts, 135 chapters and the epilogue",
    zh: "《白鲸》（Moby-Dick; or, The Whale），赫尔曼·梅尔维尔的长篇小说，1851 年，英文原文：词源、摘录、135 章与尾声",
  },
  columns: {
    title: { en: "the heading, with the chapter's number", zh: "标题，含章号" },
    text: { en: "the text, with an empty line between paragraphs", zh: "正文，段落之间空一行" },
  },
  licence: {
    en: "public domain; this copy PDDL 1.0 and CC0 1.0",
    zh: "公有领域；此副本采用 PDDL 1.0 与 CC0 1.0",
  },
  citation: "Herman Melville. Moby-Dick; or, The Whale. Harper & Brothers, New York, 1851.",
};

/**
 * Loads a novel of 1.2 million characters, for language models: one row per chapter, or all of it as `text`.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 * @example
 * ```ts
 * import { mobyDick } from "@downhill/data";
 * const { text, columns } = await mobyDick();
 * console.log(columns.title?.values[2], text.length); // Chapter 1. Loomings. 1213113
 * ```
 * @see Melville, "Moby-Dick; or, The Whale" (1851).
 */
export async function mobyDick(): Promise<TextSet> {
  const { bytes, options } = await shippedBytes(manifest.mobyDick);
  const table = fromRecords(await readJsonLines(bytes, options));
  const titles = textsOf(table, "title");
  const pieces = textsOf(table, "text").map((text, row) => `${titles[row]}\n\n${text}`);
  return { ...tableSet(table, about), text: pieces.join("\n\n\n") };
}
