import { type Bilingual, checkChoice } from "@downhill/tensor";
import type { MarkOf } from "../splits/marked.ts";
import type { Table } from "../table.ts";

/** What a cleaning step did, as plain data and as a sentence. */
export interface Report {
  /** How many rows there were. */
  readonly before: number;
  /** The rows that were dropped, by their index in the input table. */
  readonly dropped: readonly number[];
  /** How many cells of each column were changed. */
  readonly changed: Readonly<Record<string, number>>;
  /** The same as one sentence. */
  readonly describe: (language?: "en" | "zh") => string;
}

/** A table that was cleaned, and what was done to it. */
export interface Cleaned<P extends Table> {
  readonly table: Table & MarkOf<P>;
  readonly report: Report;
}

/** Cleans with numbers learned from the training part. */
export interface Cleaner<S> {
  /** What it learned, as plain data that survives JSON. */
  readonly state: S;
  /**
   * Cleans a part; it keeps its name.
   * @throws DataError if a column does not exist or holds another kind of value
   */
  readonly clean: <P extends Table>(part: P) => Cleaned<P>;
}

/** @throws ValueError when it is neither of the two languages. */
function isEnglish(language: "en" | "zh"): boolean {
  checkChoice("describe", "language", language, ["en", "zh"]);
  return language === "en";
}

const few = (rows: readonly number[], comma: string) =>
  rows.slice(0, 10).join(comma) + (rows.length > 10 ? `${comma}…` : "");

/** The report of rows that were dropped. */
export function droppedRows(before: number, dropped: readonly number[], why: Bilingual): Report {
  const { length } = dropped;
  return {
    before,
    dropped,
    changed: {},
    describe: (language = "en") =>
      isEnglish(language)
        ? `${length} of ${before} rows dropped, ${why.en}${length === 0 ? "" : `: ${few(dropped, ", ")}`}.`
        : `共 ${before} 行，删除${why.zh} ${length} 行${length === 0 ? "" : `：第 ${few(dropped, "、")} 行`}。`,
  };
}

/** The report of cells that were changed; `how` gives the new value of each column's cells. */
export function changedCells(
  before: number,
  changed: Readonly<Record<string, number>>,
  how: (name: string) => Bilingual,
): Report {
  const total = Object.values(changed).reduce((sum, count) => sum + count, 0);
  const list = (language: "en" | "zh") =>
    Object.entries(changed)
      .filter(([, count]) => count > 0)
      .map(([name, count]) =>
        language === "en"
          ? `${count} in "${name}" ${how(name).en}`
          : `“${name}”列 ${count} 处${how(name).zh}`,
      );
  return {
    before,
    dropped: [],
    changed,
    describe: (language = "en") =>
      isEnglish(language)
        ? `${total} ${total === 1 ? "cell" : "cells"} changed in ${before} rows${total === 0 ? "" : `: ${list("en").join(", ")}`}.`
        : `${before} 行中共修改 ${total} 处${total === 0 ? "" : `：${list("zh").join("，")}`}。`,
  };
}
