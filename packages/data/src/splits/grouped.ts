import { listGiven } from "../given.ts";
import { permutation } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { rowsByValue, type RowValues, rowValues } from "./row-values.ts";
import type { RandomRule } from "./rule.ts";

/**
 * Keeps the rows of one group together: all measurements of a patient, all sentences of a speaker. Taken in random
 * order, each group goes to the part that still needs most rows, so no part exceeds its share by more than the largest
 * group.
 *
 * @param by a table's column, or one value per row; a data set's labels when left out
 * @returns a rule for `split` and `folds`, which refuse fewer groups than parts
 * @throws DataError, on splitting, if there are fewer groups than parts, or the column does not exist.
 * @example
 * ```ts
 * import { grouped, split, table } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const visits = table({ patient: ["a", "b", "b", "a"], pulse: [61, 75, 74, 60] });
 * const { train, test } = split(visits, { test: 0.5, key: key(0), by: grouped("patient") });
 * console.log(train.size, test.size); // 2 2
 * ```
 * @see Roberts et al., "Cross-validation strategies for data with temporal, spatial, hierarchical, or phylogenetic structure",
 * Ecography 40 (2017).
 */
export function grouped(by?: RowValues): RandomRule {
  return {
    ordered: false,
    deal(from, fractions, key) {
      listGiven("grouped", "fractions", fractions, "[0.8, 0.2]");
      const groups = [...rowsByValue(rowValues("grouped", from, by)).values()];
      if (groups.length < fractions.length || fractions.length === 0) {
        throw new DataError("too-few-groups", {
          en: `grouped: ${groups.length} groups cannot fill ${fractions.length} parts, because a group is never divided; make fewer parts, or smaller groups.`,
          zh: `grouped：${groups.length} 个组分不成 ${fractions.length} 个部分，因为组不能拆开；请减少份数，或分得更细。`,
        });
      }
      const parts: number[][] = fractions.map(() => []);
      const lacking = fractions.map((fraction) => fraction * from.size);
      permutation(key, groups.length).forEach((at, i) => {
        const empty = parts.flatMap((rows, p) => (rows.length === 0 ? [p] : []));
        const open = groups.length - i > empty.length ? [...parts.keys()] : empty;
        const p = open.reduce((best, each) => (lacking[each]! > lacking[best]! ? each : best));
        for (const row of groups[at]!) parts[p]!.push(row);
        lacking[p]! -= groups[at]!.length;
      });
      return parts.map((rows) => rows.sort((a, b) => a - b));
    },
  };
}
