import { rowSetGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { type RowValues, rowValues } from "./row-values.ts";
import { cut, type OrderedRule } from "./rule.ts";

/**
 * Keeps the past before the future: rows are sorted and cut into consecutive parts, so nothing in the training part is
 * later than anything in the test part. Rows with the same time keep their order.
 *
 * @param by a table's column, or one value per row: numbers, or texts that sort like times, such as `2026-11-22`; when
 * left out, the rows are already in order
 * @returns a rule for `split` and `folds`; of $k$ folds, fold $i$ learns from everything before its validation part
 * @throws DataError, on splitting, if numbers and texts are mixed, or the column does not exist.
 * @example
 * ```ts
 * import { ordered, split, table } from "@downhill/data";
 * const days = table({ day: ["2026-03-02", "2026-03-01", "2026-03-03", "2026-03-04"], sold: [4, 1, 7, 5] });
 * const { train, test } = split(days, { test: 0.25, by: ordered("day") });
 * console.log(train.columns.sold?.values, test.columns.sold?.values); // [ 1, 4, 7 ] [ 5 ]
 * ```
 * @see Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., §5.10.
 */
export function ordered(by?: RowValues): OrderedRule {
  return {
    ordered: true,
    deal(from, fractions) {
      rowSetGiven("ordered", from);
      const order = Int32Array.from({ length: from.size }, (_, row) => row);
      if (by === undefined) return cut(order, fractions);
      const times = rowValues("ordered", from, by);
      const odd = times.findIndex((time) => typeof time !== typeof times[0]);
      if (odd >= 0) {
        throw new DataError("type-mismatch", {
          en: `ordered: row 0 has ${JSON.stringify(times[0])} and row ${odd} has ${JSON.stringify(times[odd])}, but numbers and texts cannot be ordered together; give only one of them.`,
          zh: `ordered：第 0 行是 ${JSON.stringify(times[0])}，第 ${odd} 行是 ${JSON.stringify(times[odd])}；数与文本之间无法排序，请只用其中一种。`,
        });
      }
      order.sort((a, b) => (times[a]! < times[b]! ? -1 : times[a]! > times[b]! ? 1 : a - b));
      return cut(order, fractions);
    },
  };
}
