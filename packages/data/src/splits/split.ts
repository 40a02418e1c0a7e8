import { checkOptions } from "@downhill/tensor";
import { listGiven, rowSetGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { type Copied, type Part, partOf, type RowSet, type SplitName } from "./part.ts";
import { deal, type Dealt } from "./rule.ts";

/** Parts by position: the first is for training, the last for testing, and those between for choosing. */
export type Parts<D extends RowSet, F extends readonly number[]> = {
  readonly [I in keyof F]: Part<Copied<D>, I extends "0" ? "train" : SplitName>;
};

/**
 * Splits a table or a data set into disjoint parts, each marked with what it is for.
 *
 * With fractions $f_1, \dots, f_k$ of $n$ rows, part $i$ ends at position $\operatorname{round}(n\,(f_1 + \dots + f_i))$
 * of a random order, so every row falls into exactly one part. Other rules are {@link stratified}, {@link grouped}, and
 * {@link ordered}, which needs no key.
 *
 * @param how.test the fraction held out, between 0 and 1, or
 * @param how.fractions one fraction per part, which sum to 1; the first part is for training, the last for testing
 * @param how.validation the fraction to choose hyper-parameters by, separate from `test`
 * @param how.key the random key that fixes the order
 * @param how.by the rule
 * @throws DataError if fractions are missing, not positive, do not sum to 1, or leave a part empty, or if the rule
 * cannot be satisfied
 * @example
 * ```ts
 * import { fashionMnist, split } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const points = await fashionMnist({ split: "test" });
 * const { train, test } = split(points, { test: 0.2, key: key(0) });
 * const [fit, choose, judge] = split(points, { fractions: [0.6, 0.2, 0.2], key: key(0) });
 * ```
 * @see Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., §7.2.
 */
export function split<D extends RowSet>(
  from: D,
  how: { readonly validation: number; readonly test: number } & Dealt,
): { readonly [S in SplitName]: Part<Copied<D>, S> };
export function split<D extends RowSet>(
  from: D,
  how: { readonly test: number } & Dealt,
): { readonly [S in "train" | "test"]: Part<Copied<D>, S> };
export function split<D extends RowSet, const F extends readonly number[]>(
  from: D,
  how: { readonly fractions: F } & Dealt,
): Parts<D, F>;
export function split<D extends RowSet>(
  from: D,
  how: Dealt & {
    readonly validation?: number;
    readonly test?: number;
    readonly fractions?: readonly number[];
  },
): unknown {
  const { fractions, validation, test } = checkOptions("split", how, [
    "validation",
    "test",
    "fractions",
    "key",
    "by",
  ]);
  rowSetGiven("split", from);
  if (fractions !== undefined) {
    listGiven("split", "fractions", fractions, "[0.8, 0.2]");
    return parts(from, fractions, how).map((rows, i) =>
      partOf(from, rows, i === 0 ? "train" : i === fractions.length - 1 ? "test" : "validation"),
    );
  }
  if (test === undefined) {
    throw new DataError("missing-option", {
      en: "split: the size of the parts is missing; give test, for example 0.2, or fractions, for example [0.8, 0.2].",
      zh: "split：没有说明留出多少数据；请给出 test（例如 0.2）或 fractions（例如 [0.8, 0.2]）。",
    });
  }
  const held = validation === undefined ? [test] : [validation, test];
  const rest = held.reduce((left, fraction) => left - fraction, 1);
  const [train, ...others] = parts(from, [rest, ...held], how);
  const [choose, judge] = validation === undefined ? [undefined, others[0]] : others;
  return {
    train: partOf(from, train!, "train"),
    ...(choose === undefined ? {} : { validation: partOf(from, choose, "validation") }),
    test: partOf(from, judge!, "test"),
  };
}

function parts(from: RowSet, fractions: readonly number[], how: Dealt): readonly ArrayLike<number>[] {
  const total = fractions.reduce((sum, fraction) => sum + fraction, 0);
  if (
    !fractions.every((fraction) => Number.isFinite(fraction) && fraction > 0) ||
    Math.abs(total - 1) > 1e-9
  ) {
    throw new DataError("invalid-fractions", {
      en: `split: the fractions ${fractions.join(", ")} must be positive and sum to 1, for example 0.8 and 0.2.`,
      zh: `split：各部分的比例 ${fractions.join("、")} 必须为正且总和为 1，例如 0.8 与 0.2。`,
    });
  }
  return deal("split", from, fractions, how);
}
