import { listGiven } from "../given.ts";
import { foldIn, permutation } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { rowsByValue, type RowValues, rowValues } from "./row-values.ts";
import type { RandomRule } from "./rule.ts";

/**
 * Splits every stratum, the rows of one value, in the same proportions: of $n_s$ rows part $p$ gets $\lfloor n_s f_p
 * \rfloor$ or $\lceil n_s f_p \rceil$. Rows left over by rounding go to the part with the largest deficit so far, which
 * keeps the parts at their size: folds differ by at most one row.
 *
 * @param by a table's column, or one value per row; a data set's labels when left out
 * @returns a rule for `split` and `folds`, which refuse a stratum that is too small to be in every part
 * @throws DataError, on splitting, if a stratum has fewer rows than there are parts, or the column does not exist.
 * @example
 * ```ts
 * import { split, stratified, table } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const animals = table({ animal: ["cat", "cat", "dog", "dog", "dog", "dog"] });
 * const { test } = split(animals, { test: 0.5, key: key(0), by: stratified("animal") });
 * console.log(test.columns.animal?.values); // [ 'cat', 'dog', 'dog' ]
 * ```
 * @see Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model selection", IJCAI 1995, §3.
 */
export function stratified(by?: RowValues): RandomRule {
  return {
    ordered: false,
    deal(from, fractions, key) {
      listGiven("stratified", "fractions", fractions, "[0.8, 0.2]");
      const owed = fractions.map(() => 0);
      const parts: number[][] = fractions.map(() => []);
      [...rowsByValue(rowValues("stratified", from, by))].forEach(([value, rows], stratum) => {
        const shares = fractions.map((fraction) => rows.length * fraction);
        const counts = shares.map((share) => Math.floor(share + 1e-9));
        shares.forEach((share, p) => (owed[p]! += share - counts[p]!));
        const spare = rows.length - counts.reduce((sum, count) => sum + count, 0);
        const byDebt = fractions
          .map((_, p) => p)
          .filter((p) => shares[p]! - counts[p]! > 1e-9)
          .sort((a, b) => owed[b]! - owed[a]!);
        for (const p of byDebt.slice(0, spare)) {
          counts[p]!++;
          owed[p]!--;
        }
        if (counts.includes(0)) {
          throw new DataError("too-few-rows", {
            en: `stratified: the ${rows.length} rows with the value ${JSON.stringify(value)} are too few to be in all ${fractions.length} parts; merge it with another value, drop these rows, or make fewer or more even parts.`,
            zh: `stratified：取值为 ${JSON.stringify(value)} 的只有 ${rows.length} 行，不足以分到全部 ${fractions.length} 个部分；请把它与别的取值合并、删除这些行，或减少份数、让比例更均匀。`,
          });
        }
        const order = permutation(foldIn(key, stratum), rows.length);
        let dealt = 0;
        counts.forEach((count, p) => {
          for (const place of order.subarray(dealt, dealt + count)) parts[p]!.push(rows[place]!);
          dealt += count;
        });
      });
      return parts.map((rows) => rows.sort((a, b) => a - b));
    },
  };
}
