import { type Key, permutation } from "@downhill/tensor";
import { DataError } from "./data-error.ts";
import { type Dataset, type Labels, take } from "./dataset.ts";

/**
 * Splits a data set at random into parts that share no example.
 *
 * With fractions $f_1, \dots, f_k$ of $n$ examples, part $i$ ends at position $\operatorname{round}(n\,(f_1 + \dots + f_i))$
 * of a random order, so every example falls into exactly one part.
 *
 * @param options.test the fraction held out, between 0 and 1, or
 * @param options.fractions one fraction per part, which sum to 1
 * @param options.key the random key that fixes the order
 * @throws DataError when fractions are not positive, do not sum to 1, or leave a part empty
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
export function split<Y extends Labels>(
  from: Dataset<Y>,
  options: { readonly test: number; readonly key: Key },
): { readonly train: Dataset<Y>; readonly test: Dataset<Y> };
export function split<Y extends Labels, const F extends readonly number[]>(
  from: Dataset<Y>,
  options: { readonly fractions: F; readonly key: Key },
): { readonly [I in keyof F]: Dataset<Y> };
export function split<Y extends Labels>(
  from: Dataset<Y>,
  options: { readonly key: Key } & ({ readonly test: number } | { readonly fractions: readonly number[] }),
): { readonly train: Dataset<Y>; readonly test: Dataset<Y> } | readonly Dataset<Y>[] {
  if ("fractions" in options) return parts(from, options.fractions, options.key);
  const [train, test] = parts(from, [1 - options.test, options.test], options.key);
  return { train: train!, test: test! };
}

function parts<Y extends Labels>(from: Dataset<Y>, fractions: readonly number[], key: Key): Dataset<Y>[] {
  const total = fractions.reduce((sum, fraction) => sum + fraction, 0);
  if (!fractions.every((fraction) => fraction > 0) || Math.abs(total - 1) > 1e-9) {
    throw new DataError(
      `split: the fractions ${fractions.join(", ")} must be positive and sum to 1, as 0.8 and 0.2 do.`,
      `split：各部分的比例 ${fractions.join("、")} 必须为正且总和为 1，例如 0.8 与 0.2。`,
    );
  }
  const order = permutation(key, from.size);
  let reached = 0;
  return fractions.map((fraction, i) => {
    const start = Math.round(from.size * reached);
    reached = i === fractions.length - 1 ? 1 : reached + fraction;
    const end = Math.round(from.size * reached);
    if (start === end) {
      throw new DataError(
        `split: part ${i} (fraction ${fraction}) of ${from.size} examples would be empty; give it a larger fraction.`,
        `split：在 ${from.size} 个样本中，第 ${i} 部分（比例 ${fraction}）将一个样本也分不到；请增大它的比例。`,
      );
    }
    return take(from, order.subarray(start, end));
  });
}
