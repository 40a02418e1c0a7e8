import {
  add,
  cast,
  checkOptions,
  checkTensor,
  equal,
  expandDims,
  greater,
  logSumExp,
  mean,
  mul,
  notEqual,
  oneHot,
  ShapeError,
  showShape,
  sub,
  sum,
  type Tensor,
  ValueError,
  where,
} from "@downhill/tensor";
import { expectedSurprise } from "./expected-surprise.ts";
import { checkLabels, checkScores } from "./labels.ts";
import { weightsFor } from "./loss-weights.ts";
import { checkPair } from "./pair.ts";
import { reduce, type ReductionOptions } from "./reduction.ts";

/** The settings of softmax cross-entropy. */
export interface LabelSmoothing {
  /** The share $\varepsilon$ of each label that is spread evenly over all classes, from 0 to below 1; 0 by default. */
  readonly smoothing?: number;
}

/** Which rows and classes of a cross-entropy count, how much, and how they become one number. */
export interface CrossEntropyOptions extends LabelSmoothing, ReductionOptions {
  /** A label, class number or not (such as −100), whose rows do not count: their loss and gradient are 0. */
  readonly ignoreIndex?: number;
  /** $w$, how much each class counts: `[classes]`, of the logits' dtype, at least 0; all equal by default. */
  readonly weights?: Tensor;
}

/**
 * Softmax cross-entropy from logits, the mean over the batch of
 *
 * $$-\sum_k y_k \ln\frac{e^{z_k}}{\sum_j e^{z_j}} = \sum_k y_k\Bigl(\ln\sum_j e^{z_j} - z_k\Bigr).$$
 *
 * The logarithm of the sum is computed relative to the largest logit, so nothing overflows. The gradient is
 * $\frac1n(\operatorname{softmax}(z) - y)$. With `smoothing` $\varepsilon$ the labels are first smoothed: each of the
 * $K$ classes gets $y_k \leftarrow (1 - \varepsilon)\,y_k + \varepsilon/K$. With `weights` each term is multiplied by its
 * class's weight, $w_k y_k$. As in PyTorch, the mean over labelled rows is the sum of their losses divided by the sum of
 * their labels' weights, and rows whose label is `ignoreIndex` count in neither; with probabilities the mean is over all rows.
 *
 * @param logits `[batch, classes]`.
 * @param labels class numbers `[batch]`, `int32` from 0 to `classes` − 1, or `bool` with two classes; or probabilities
 *   `[batch, classes]` of the logits' dtype, each row summing to 1.
 * @returns a scalar, NaN if a label computed on a GPU, and therefore not checked, is not a class; `[batch]` with the
 *   reduction `"none"`.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError when a label is not a class,
 *   the smoothing is not in $[0, 1)$, a weight is negative, `ignoreIndex` is combined with probabilities, or all rows are
 *   ignored or weigh 0. (In that last case PyTorch gives NaN; if the labels are on the device the result is 0.)
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * softmaxCrossEntropy(tensor([[1000, 0, -1000], [0, 0, 0]]), tensor([0, 2], { dtype: "int32" })); // ln 3 / 2
 * const padded = tensor([-100, 2], { dtype: "int32" });
 * softmaxCrossEntropy(tensor([[9, 0, 5], [0, 0, 0]]), padded, { ignoreIndex: -100 }); // 1.0986
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.3; on smoothing, Szegedy, Vanhoucke, Ioffe,
 *   Shlens and Wojna, "Rethinking the Inception architecture for computer vision", CVPR 2016, §7.
 */
export function softmaxCrossEntropy(
  logits: Tensor,
  labels: Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  const {
    smoothing = 0,
    ignoreIndex,
    weights,
    reduction,
  } = checkOptions(owner, options, ["smoothing", "ignoreIndex", "weights", "reduction"]);
  const { y, labelled } = probabilities(logits, labels, ignoreIndex);
  const each =
    weights === undefined ? undefined : weightsFor(owner, "weights", weights, [logits.shape[1]!], logits);
  const weighted = (y: Tensor): Tensor => (each === undefined ? y : mul(y, each));
  const surprise = sub(logSumExp(logits, { axes: -1, keepDims: true }), logits);
  const losses = sum(expectedSurprise(weighted(smoothed(y, smoothing)), surprise), { axes: -1 });
  const counted = labelled && (each !== undefined || ignoreIndex !== undefined);
  return reduce(owner, losses, reduction, counted ? totalOf(sum(weighted(y)), reduction) : undefined);
}

const owner = "softmaxCrossEntropy";

/** The divisor, or 1 if it would be 0. */
function totalOf(total: Tensor, reduction = "mean"): Tensor {
  if (reduction === "mean" && total.backend.look?.(total.handle)?.[0] === 0) {
    throw new ValueError("empty", {
      en: `${owner}: every row is ignored or weighs 0, so there is no mean; leave such batches out, or use reduction: "sum"`,
      zh: `${owner}：每一行都被忽略或权重为 0，没有可以求平均的损失；请去掉这样的批，或使用 reduction: "sum"`,
    });
  }
  return where(greater(total, 0), total, 1);
}

/** A row keeps its sum: 1, 0 if it is ignored, or NaN where a label is not a class. */
function smoothed(y: Tensor, smoothing: number): Tensor {
  if (!(Number.isFinite(smoothing) && smoothing >= 0 && smoothing < 1)) {
    throw new ValueError("out-of-range", {
      en: `softmaxCrossEntropy: smoothing ${smoothing} is not in [0, 1); give a number such as 0.1`,
      zh: `softmaxCrossEntropy：smoothing ${smoothing} 不在 [0, 1) 内；请给出 0.1 这样的比例`,
    });
  }
  return smoothing === 0
    ? y
    : add(mul(y, 1 - smoothing), mul(mean(y, { axes: -1, keepDims: true }), smoothing));
}

/** The labels as probabilities, 0 for ignored rows; and whether they were class numbers. */
function probabilities(logits: Tensor, labels: Tensor, ignoreIndex: number | undefined) {
  checkScores(owner, logits);
  checkTensor(owner, "labels", labels);
  if (ignoreIndex !== undefined) checkIgnored(ignoreIndex, labels);
  if (labels.shape.length === 1) {
    const flags = { depth: logits.shape[1]!, dtype: logits.dtype };
    if (ignoreIndex === undefined)
      return { y: oneHot(checkLabels(owner, logits, labels), flags), labelled: true };
    const ignored = equal(labels, ignoreIndex);
    const y = oneHot(checkLabels(owner, logits, where(ignored, 0, labels)), flags);
    return { y: mul(y, expandDims(cast(notEqual(labels, ignoreIndex), logits.dtype), 1)), labelled: true };
  }
  if (labels.shape.length !== 2) {
    throw new ShapeError("rank", {
      en: `softmaxCrossEntropy: labels are ${showShape(labels.shape)}; give class numbers [batch] or probabilities [batch,classes]`,
      zh: `softmaxCrossEntropy：标签的形状是 ${showShape(labels.shape)}；请给出类别编号 [batch]，或概率 [batch,classes]`,
    });
  }
  checkPair(owner, { logits, labels });
  return { y: labels, labelled: false };
}

/** @throws ValueError unless it is a whole number that a label can be, and labels are class numbers. */
function checkIgnored(ignoreIndex: number, labels: Tensor): void {
  if (
    typeof ignoreIndex !== "number" ||
    Math.trunc(ignoreIndex) !== ignoreIndex ||
    Math.abs(ignoreIndex) > 2 ** 31 - 1
  ) {
    throw new ValueError("not-integer", {
      en: `${owner}: ignoreIndex ${String(ignoreIndex)} is not a number that an int32 label can be; give one such as -100`,
      zh: `${owner}：int32 标签不可能是 ignoreIndex ${String(ignoreIndex)}；请给出 -100 这样的整数`,
    });
  }
  if (labels.shape.length === 2) {
    throw new ValueError("conflicting-options", {
      en: `${owner}: ignoreIndex names a class number, but these labels are probabilities; leave it out, and give rows to ignore probabilities of 0`,
      zh: `${owner}：ignoreIndex 是类别编号，而这里的标签是概率；请去掉它，并把要忽略的行的概率设为 0`,
    });
  }
}
