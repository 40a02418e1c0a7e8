import { logSumExp, mean, mul, oneHot, ShapeError, showShape, sub, sum, type Tensor } from "@downhill/tensor";
import { checkLabels, checkScores } from "./labels.ts";
import { checkPair } from "./pair.ts";

/**
 * Softmax cross-entropy from logits, the mean over the batch of
 *
 * $$-\sum_k y_k \ln\frac{e^{z_k}}{\sum_j e^{z_j}} = \sum_k y_k\Bigl(\ln\sum_j e^{z_j} - z_k\Bigr).$$
 *
 * The logarithm of the sum is taken around the largest logit, so that nothing overflows. The gradient is
 * $\frac1n(\operatorname{softmax}(z) - y)$.
 *
 * @param logits `[batch, classes]`.
 * @param labels class numbers `[batch]` of dtype `int32`, from 0 to `classes` − 1 (not checked on the device; a number
 *   outside counts as no class, and its row adds nothing); or probabilities `[batch, classes]` of the logits' dtype, each row summing to 1.
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not.
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * softmaxCrossEntropy(tensor([[1000, 0, -1000], [0, 0, 0]]), tensor([0, 2], { dtype: "int32" })); // ln 3 / 2
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.3.
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor {
  const y = probabilities(logits, labels);
  const surprise = sub(logSumExp(logits, { axes: -1, keepDims: true }), logits);
  return mean(sum(mul(y, surprise), { axes: -1 }));
}

function probabilities(logits: Tensor, labels: Tensor): Tensor {
  checkScores("softmaxCrossEntropy", logits);
  if (labels.shape.length === 1) {
    checkLabels("softmaxCrossEntropy", logits, labels);
    return oneHot(labels, { depth: logits.shape[1]!, dtype: logits.dtype });
  }
  if (labels.shape.length !== 2) {
    throw new ShapeError(
      `softmaxCrossEntropy: labels are ${showShape(labels.shape)}; give class numbers [batch] or probabilities [batch,classes]`,
    );
  }
  checkPair("softmaxCrossEntropy", { logits, labels });
  return labels;
}
