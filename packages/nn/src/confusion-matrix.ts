import { argMax, matmul, oneHot, type Tensor } from "@downhill/tensor";
import { checkLabels, checkScores } from "./labels.ts";

/**
 * How often each class was predicted as each class, $C_{kj} = \sum_i [k_i = k]\,[\arg\max z_i = j]$: the row is the
 * true class and the column the prediction, so the diagonal counts the correct ones. No gradient flows through it.
 *
 * @param logits `[batch, classes]`; probabilities also work. If they tie, the first counts.
 * @param labels class numbers `[batch]` of dtype `int32`, or `bool` with two classes.
 * @returns counts `[classes, classes]` of the logits' dtype; counts of several batches add up. NaN if a label computed on
 *   a GPU is not a class.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError if a label is not a class.
 * @example
 * ```ts
 * import { confusionMatrix } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * const logits = tensor([[2, 1], [0, 3], [1, 4]]);
 * confusionMatrix(logits, tensor([0, 0, 1], { dtype: "int32" })); // [[1, 1], [0, 1]]
 * ```
 * @see Bishop, "Pattern recognition and machine learning", 2006, §1.5.
 */
export function confusionMatrix(logits: Tensor, labels: Tensor): Tensor {
  checkScores("confusionMatrix", logits);
  checkLabels("confusionMatrix", logits, labels);
  const classes = { depth: logits.shape[1]!, dtype: logits.dtype };
  return matmul(oneHot(labels, classes), oneHot(argMax(logits), classes), { transposeA: true });
}
