import {
  checkOptions,
  add,
  cast,
  equal,
  greater,
  less,
  max,
  mean,
  mul,
  oneHot,
  reshape,
  sum,
  type Tensor,
  tensor,
  ValueError,
  where,
} from "@downhill/tensor";
import { checkLabels, checkScores, doubt } from "./labels.ts";

/** The settings of top-k accuracy. */
export interface TopK {
  /** The number of guesses per row; 5 by default. */
  readonly k?: number;
}

/**
 * The share of examples whose class is among the $k$ with the largest logits, $\frac1n\sum_i [r_i < k]$, where $r_i$ counts the
 * logits above the class's. Of tied logits, the first counts as the largest, so $k = 1$ is `accuracy`. No gradient
 * flows through it.
 *
 * @param logits `[batch, classes]`; probabilities also work.
 * @param labels class numbers `[batch]` of dtype `int32`, or `bool` with two classes.
 * @returns a scalar from 0 to 1; NaN if a label computed on a GPU is not a class.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError when a label is not a
 *   class, or `k` is not a whole number from 1 to the number of classes.
 * @example
 * ```ts
 * import { topKAccuracy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * topKAccuracy(tensor([[3, 2, 1], [3, 2, 1]]), tensor([1, 2], { dtype: "int32" }), { k: 2 }); // 0.5
 * ```
 * @see Russakovsky et al., "ImageNet large scale visual recognition challenge", IJCV 2015, §4.1.
 */
export function topKAccuracy(logits: Tensor, labels: Tensor, options: TopK = {}): Tensor {
  const { k = 5 } = checkOptions("topKAccuracy", options, ["k"]);
  checkScores("topKAccuracy", logits);
  const own = checkLabels("topKAccuracy", logits, labels);
  const [batch, classes] = logits.shape as readonly [number, number];
  if (!Number.isInteger(k) || k < 1 || k > classes) {
    throw new ValueError("out-of-range", {
      en: `topKAccuracy: k is ${k} for ${classes} classes; give a whole number from 1 to ${classes}`,
      zh: `topKAccuracy：类别有 ${classes} 个，而 k 为 ${k}；请给出 1 到 ${classes} 的整数`,
    });
  }
  const { backend, dtype } = logits;
  const right = oneHot(own, { depth: classes, dtype: "bool" });
  const score = max(where(right, logits, -Infinity), { axes: 1, keepDims: true });
  const numbers = tensor(
    Int32Array.from({ length: classes }, (_, i) => i),
    { backend },
  );
  const before = cast(less(numbers, reshape(own, [batch, 1])), dtype);
  const above = add(cast(greater(logits, score), dtype), mul(cast(equal(logits, score), dtype), before));
  return add(mean(cast(less(sum(above, { axes: 1 }), k), dtype)), doubt(logits, own));
}
