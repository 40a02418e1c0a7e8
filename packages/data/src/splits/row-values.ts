import { rowSetGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { columnOf } from "../table.ts";
import type { RowSet } from "./part.ts";

/** One value per row: the name of a table's column, or the values themselves. */
export type RowValues = string | ArrayLike<number | string>;

/** The value of every row, none missing; a data set's labels by default. */
export function rowValues(
  rule: string,
  from: RowSet,
  by: RowValues | undefined,
): readonly (number | string)[] {
  rowSetGiven(rule, from);
  const values: ArrayLike<number | string | null> =
    typeof by === "string" ? columnNamed(rule, from, by) : (by ?? labelsOf(rule, from));
  if (values.length !== from.size) {
    throw new DataError("length-mismatch", {
      en: `${rule}: there are ${values.length} values for ${from.size} rows; give one value per row.`,
      zh: `${rule}：${from.size} 行数据却给了 ${values.length} 个值；每行须对应一个值。`,
    });
  }
  return Array.from(values, (value, row) => {
    if (value !== null && !Number.isNaN(value)) return value;
    throw new DataError("missing-value", {
      en: `${rule}: row ${row} has no value; fill it or drop such rows first.`,
      zh: `${rule}：第 ${row} 行没有值；请先填补，或删除这样的行。`,
    });
  });
}

function columnNamed(rule: string, from: RowSet, name: string) {
  if ("columns" in from) return columnOf(from, name).values;
  throw new DataError("no-columns", {
    en: `${rule}: a data set has no column "${name}"; give one value per row instead.`,
    zh: `${rule}：数据集没有名为“${name}”的列；请改为逐行给出值。`,
  });
}

function labelsOf(rule: string, from: RowSet) {
  if (!("columns" in from)) return from.y;
  throw new DataError("missing-option", {
    en: `${rule}: name the column of the table to use: one of ${from.names.join(", ")}.`,
    zh: `${rule}：请指明依据表格的哪一列，可选的有 ${from.names.join("、")}。`,
  });
}

/** The rows of each value, in the order in which the values first occur. */
export function rowsByValue(values: readonly (number | string)[]): ReadonlyMap<number | string, number[]> {
  const found = new Map<number | string, number[]>();
  values.forEach((value, row) => {
    const rows = found.get(value);
    if (rows === undefined) found.set(value, [row]);
    else rows.push(row);
  });
  return found;
}
