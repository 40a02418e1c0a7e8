import { checkOptions } from "@downhill/tensor";
import { namesGiven, tableGiven } from "../given.ts";
import { columnOf, type Table } from "../table.ts";
import { keptRows } from "./kept-rows.ts";
import type { Cleaned } from "./report.ts";

/**
 * Drops the rows that are equal to an earlier one; missing values are equal to each other.
 *
 * Do so before splitting: a row that is in both the training and the test part makes the test too easy.
 *
 * @param options.columns the columns in which rows must be equal; all when left out
 * @throws DataError if a column does not exist
 * @example
 * ```ts
 * import { dropDuplicates, table } from "@downhill/data";
 * const visits = table({ patient: ["a", "b", "a"], pulse: [61, 75, 61] });
 * const { table: once, report } = dropDuplicates(visits);
 * once.columns.pulse?.values; // [61, 75]
 * report.dropped; // [2]
 * ```
 * @see Barz and Denzler, "Do we train on test data? Purging CIFAR of near-duplicates", Journal of Imaging 6 (2020).
 */
export function dropDuplicates<P extends Table>(
  from: P,
  options: { readonly columns?: readonly string[] } = {},
): Cleaned<P> {
  const { columns } = checkOptions("dropDuplicates", options, ["columns"]);
  tableGiven("dropDuplicates", from);
  if (columns !== undefined) namesGiven("dropDuplicates", "columns", columns);
  const looked = (columns ?? from.names).map((name) => columnOf(from, name).values);
  const seen = new Set<string>();
  return keptRows(
    "dropDuplicates",
    from,
    (row) => {
      const cells = JSON.stringify(looked.map((values) => values[row]));
      const again = seen.has(cells);
      seen.add(cells);
      return again;
    },
    { en: "equal to an earlier one", zh: "与前面重复的" },
  );
}
