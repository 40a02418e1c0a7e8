import { checkOptions } from "@downhill/tensor";
import { rowSetGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { type Copied, type Part, partOf, type RowSet } from "./part.ts";
import { deal, type Dealt } from "./rule.ts";

/** One fold of a cross-validation: the rows to learn from, and the rows to measure on. */
export interface Fold<D extends RowSet> {
  readonly train: Part<Copied<D>, "train">;
  readonly validation: Part<Copied<D>, "validation">;
}

/**
 * Splits rows into $k$ parts and uses each once for validation and the others for training: every row is validated
 * once. The parts differ in size by at most one row, except that groups stay whole.
 *
 * With {@link ordered} there are $k + 1$ consecutive parts, and fold $i$ trains on the parts $0 \dots i$ and validates
 * on part $i + 1$: never on the past.
 *
 * @param how.k the number of folds, at least 2; 5 and 10 are common
 * @param how.key the random key that fixes the order
 * @param how.by the rule
 * @throws DataError if there are fewer rows than parts, the key is missing, or the rule cannot be satisfied
 * @example
 * ```ts
 * import { folds, standardise, table } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const people = table({ age: [20, 30, 40, 50] });
 * for (const { train, validation } of folds(people, { k: 4, key: key(0) })) {
 *   const scaler = standardise().fit(train); // a new one in each fold
 *   console.log(scaler.transform(validation).size); // 1
 * }
 * ```
 * @see Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36 (1974).
 */
export function folds<D extends RowSet>(from: D, how: { readonly k: number } & Dealt): readonly Fold<D>[] {
  const { k, by } = checkOptions("folds", how, ["k", "key", "by"]);
  rowSetGiven("folds", from);
  const inOrder = by?.ordered === true;
  const count = inOrder ? k + 1 : k;
  const most = inOrder ? from.size - 1 : from.size;
  if (most < 2) {
    const least = inOrder ? 3 : 2;
    throw new DataError("too-few-rows", {
      en: `folds: ${from.size} rows cannot be split into folds; give at least ${least}.`,
      zh: `folds：${from.size} 行数据无法分折；请至少给出 ${least} 行。`,
    });
  }
  if (!Number.isSafeInteger(k) || k < 2 || k > most) {
    throw new DataError("out-of-range", {
      en: `folds: ${from.size} rows cannot be split into k = ${k} folds; choose a whole number from 2 to ${most}.`,
      zh: `folds：${from.size} 行数据不能分成 k = ${k} 折；请选 2 到 ${most} 之间的整数。`,
    });
  }
  const parts = deal("folds", from, Array<number>(count).fill(1 / count), how).map((rows) =>
    Array.from(rows),
  );
  return Array.from({ length: k }, (_, i) => ({
    train: partOf(from, inOrder ? parts.slice(0, i + 1).flat() : parts.toSpliced(i, 1).flat(), "train"),
    validation: partOf(from, parts[inOrder ? i + 1 : i]!, "validation"),
  }));
}
