import { checkOptions } from "@downhill/tensor";
import { namesGiven, tableGiven } from "../given.ts";
import { columnOf, type Table } from "../table.ts";
import { keptRows } from "./kept-rows.ts";
import type { Cleaned } from "./report.ts";

/**
 * Drops the rows that have a missing value.
 *
 * This is right when few values are missing, and at random; otherwise the remaining rows are a biased sample.
 *
 * @param options.columns the columns to look at; all when left out
 * @throws DataError if a column does not exist, or no row would be left
 * @example
 * ```ts
 * import { dropMissing, table } from "@downhill/data";
 * const people = table({ name: ["Ada", "Carl", null], age: [36, null, 41] });
 * const { table: whole, report } = dropMissing(people, { columns: ["age"] });
 * whole.columns.name?.values; // ["Ada", null]
 * report.describe(); // "1 of 3 rows dropped, with a missing value: 1."
 * ```
 * @see Little and Rubin, "Statistical Analysis with Missing Data", 3rd ed., 2019, §3.2, complete-case analysis.
 */
export function dropMissing<P extends Table>(
  from: P,
  options: { readonly columns?: readonly string[] } = {},
): Cleaned<P> {
  const { columns } = checkOptions("dropMissing", options, ["columns"]);
  tableGiven("dropMissing", from);
  if (columns !== undefined) namesGiven("dropMissing", "columns", columns);
  const looked = (columns ?? from.names).map((name) => columnOf(from, name).values);
  return keptRows("dropMissing", from, (row) => looked.some((values) => values[row] === null), {
    en: "with a missing value",
    zh: "含缺失值的",
  });
}
