import { add, argMax, cast, equal, mean, type Tensor } from "@downhill/tensor";
import { checkLabels, checkScores, doubt } from "./labels.ts";

/**
 * The share of examples whose largest logit belongs to their class, $\frac1n\sum_i [\arg\max_k z_{ik} = k_i]$. If
 * logits tie, the first counts. No gradient flows through it.
 *
 * @param logits `[batch, classes]`; probabilities also work.
 * @param labels class numbers `[batch]` of dtype `int32`, or `bool` with two classes.
 * @returns a scalar from 0 to 1; NaN if a label computed on a GPU is not a class.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError if a label is not a class.
 * @example
 * ```ts
 * import { accuracy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * accuracy(tensor([[2, 1], [0, 3]]), tensor([0, 0], { dtype: "int32" })); // 0.5
 * ```
 * @see Bishop, "Pattern recognition and machine learning", 2006, §1.5.1: one minus the misclassification rate.
 */
export function accuracy(logits: Tensor, labels: Tensor): Tensor {
  checkScores("accuracy", logits);
  const classes = checkLabels("accuracy", logits, labels);
  const right = mean(cast(equal(argMax(logits), classes), logits.dtype));
  return add(right, doubt(logits, classes));
}
