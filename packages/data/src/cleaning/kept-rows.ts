import type { Bilingual } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { type Table, takeRows } from "../table.ts";
import { type Cleaned, droppedRows } from "./report.ts";

/** The table without the rows for which `drop` is true; refuses to drop every row. */
export function keptRows<P extends Table>(
  who: string,
  part: P,
  drop: (row: number) => boolean,
  why: Bilingual,
): Cleaned<P> {
  const kept: number[] = [];
  const dropped: number[] = [];
  for (let row = 0; row < part.size; row++) (drop(row) ? dropped : kept).push(row);
  if (kept.length === 0 && part.size > 0) {
    throw new DataError("empty-result", {
      en: `${who}: none of the ${part.size} rows would be left (${why.en}); check fewer columns, or fill the missing values.`,
      zh: `${who}：${part.size} 行都会被删除（${why.zh}）；请少看几列，或改为填补缺失值。`,
    });
  }
  return { table: takeRows(part, kept), report: droppedRows(part.size, dropped, why) };
}
