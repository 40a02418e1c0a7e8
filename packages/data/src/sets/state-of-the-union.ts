import manifest from "../../assets/manifest.json" with { type: "json" };
import { readJsonLines } from "../readers/json-lines.ts";
import { fromRecords } from "../records.ts";
import { textsOf } from "../table.ts";
import type { TextSet } from "./moby-dick.ts";
import { type About, shippedBytes, tableSet } from "./table-set.ts";

const about: About = {
  name: "state-of-the-union",
  title: {
    en: "State of the Union: addresses of the presidents of the United States to Congress, 1791 to 2021, odd years only (about half)",
    zh: "国情咨文：美国历任总统向国会发表的国情咨文，1791 至 2021 年；收录奇数年份，约为全部的一半，英文原文",
  },
  columns: {
    year: { en: "the year it was given", zh: "发表年份" },
    president: { en: "who gave it", zh: "总统" },
    party: {
      en: "the president's party; none for George Washington",
      zh: "总统所属政党；华盛顿为 none（无党派）",
    },
    text: { en: "the address", zh: "全文" },
  },
  licence: {
    en: "public domain, works of the government of the United States; this copy PDDL 1.0 and CC0 1.0",
    zh: "公有领域（美国政府作品）；此副本采用 PDDL 1.0 与 CC0 1.0",
  },
  citation:
    "State of the Union addresses of the presidents of the United States, 1791–2021, as collected by the Stdlib authors.",
};

/**
 * Loads 117 addresses to Congress over 230 years, 5.5 million characters, for language models and for splits by time or
 * by president. It covers every president who gave one, in chronological order.
 *
 * @throws DataError if the file is missing, damaged or not the expected one
 * @example
 * ```ts
 * import { stateOfTheUnion } from "@downhill/data";
 * const { size, columns } = await stateOfTheUnion();
 * console.log(size, columns.president?.values[0]); // 117 George Washington
 * ```
 * @see Peters and Woolley, "The State of the Union", The American Presidency Project, University of California, Santa Barbara.
 */
export async function stateOfTheUnion(): Promise<TextSet> {
  const { bytes, options } = await shippedBytes(manifest.stateOfTheUnion);
  const table = fromRecords(await readJsonLines(bytes, options));
  return { ...tableSet(table, about), text: textsOf(table, "text").join("\n\n\n") };
}
