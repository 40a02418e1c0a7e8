import {
  checkOptions,
  add,
  checkTensor,
  logSumExp,
  mean,
  mul,
  oneHot,
  ShapeError,
  showShape,
  sub,
  sum,
  type Tensor,
  ValueError,
} from "@downhill/tensor";
import { expectedSurprise } from "./expected-surprise.ts";
import { checkLabels, checkScores } from "./labels.ts";
import { checkPair } from "./pair.ts";

/** How certain the labels are taken to be. */
export interface LabelSmoothing {
  /** The share $\varepsilon$ of each label that is spread evenly over all classes, from 0 to below 1; 0 unless given. */
  readonly smoothing?: number;
}

/**
 * Softmax cross-entropy from logits, the mean over the batch of
 *
 * $$-\sum_k y_k \ln\frac{e^{z_k}}{\sum_j e^{z_j}} = \sum_k y_k\Bigl(\ln\sum_j e^{z_j} - z_k\Bigr).$$
 *
 * The logarithm of the sum is taken around the largest logit, so that nothing overflows. The gradient is
 * $\frac1n(\operatorname{softmax}(z) - y)$. With `smoothing` $\varepsilon$ the labels are first made less certain: of $K$
 * classes each gets $y_k \leftarrow (1 - \varepsilon)\,y_k + \varepsilon/K$.
 *
 * @param logits `[batch, classes]`.
 * @param labels class numbers `[batch]`, `int32` from 0 to `classes` − 1, or with two classes `bool`; or probabilities
 *   `[batch, classes]` of the logits' dtype, each row summing to 1.
 * @returns a scalar; NaN if a label that was computed on a GPU, and therefore not looked at, is no class.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError when a label is no class, or the smoothing does not lie
 *   in $[0, 1)$.
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * softmaxCrossEntropy(tensor([[1000, 0, -1000], [0, 0, 0]]), tensor([0, 2], { dtype: "int32" })); // ln 3 / 2
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.3; on smoothing, Szegedy, Vanhoucke, Ioffe,
 *   Shlens and Wojna, "Rethinking the Inception architecture for computer vision", CVPR 2016, §7.
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor, options: LabelSmoothing = {}): Tensor {
  const { smoothing = 0 } = checkOptions("softmaxCrossEntropy", options, ["smoothing"]);
  const y = smoothed(probabilities(logits, labels), smoothing);
  const surprise = sub(logSumExp(logits, { axes: -1, keepDims: true }), logits);
  return mean(sum(expectedSurprise(y, surprise), { axes: -1 }));
}

/** What a row sums to it keeps: 1, or NaN where a label is none of the classes. */
function smoothed(y: Tensor, smoothing: number): Tensor {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new ValueError(
      `softmaxCrossEntropy: smoothing ${smoothing} does not lie in [0, 1); give a share such as 0.1`,
      `softmaxCrossEntropy：smoothing ${smoothing} 不在 [0, 1) 内；请给出 0.1 这样的比例`,
    );
  }
  return smoothing === 0
    ? y
    : add(mul(y, 1 - smoothing), mul(mean(y, { axes: -1, keepDims: true }), smoothing));
}

function probabilities(logits: Tensor, labels: Tensor): Tensor {
  checkScores("softmaxCrossEntropy", logits);
  checkTensor("softmaxCrossEntropy", "labels", labels);
  if (labels.shape.length === 1) {
    checkLabels("softmaxCrossEntropy", logits, labels);
    return oneHot(labels, { depth: logits.shape[1]!, dtype: logits.dtype });
  }
  if (labels.shape.length !== 2) {
    throw new ShapeError(
      `softmaxCrossEntropy: labels are ${showShape(labels.shape)}; give class numbers [batch] or probabilities [batch,classes]`,
      `softmaxCrossEntropy：标签的形状是 ${showShape(labels.shape)}；请给出类别编号 [batch]，或概率 [batch,classes]`,
    );
  }
  checkPair("softmaxCrossEntropy", { logits, labels });
  return labels;
}
