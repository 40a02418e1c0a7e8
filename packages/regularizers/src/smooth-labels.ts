import {
  add,
  checkTensor,
  DTypeError,
  mul,
  ShapeError,
  type Tensor,
  tidy,
  ValueError,
} from "@downhill/tensor";

/**
 * Spreads a share of the labels' probability over all $K$ classes, so that a model is not driven to infinite
 * logits,
 *
 * $$y_k \leftarrow (1-\varepsilon)\,y_k + \frac{\varepsilon}{K}.$$
 *
 * Rows that sum to 1 still do. Give the result to `softmaxCrossEntropy` as probabilities, in training and not in
 * evaluation.
 *
 * @param labels one-hot rows, or other probabilities, `[…, K]` of a floating dtype.
 * @param epsilon $\varepsilon$, from 0 to 1; 0.1 in the paper.
 * @returns probabilities of the labels' shape and dtype.
 * @throws ValueError when `epsilon` is outside 0 to 1; DTypeError if the labels are not floating-point; ShapeError when
 * they are a scalar.
 * @example
 * ```ts
 * import { smoothLabels } from "@downhill/regularizers";
 * import { oneHot, tensor } from "@downhill/tensor";
 * const y = oneHot(tensor([2, 0], { dtype: "int32" }), { depth: 4, dtype: "float64" });
 * smoothLabels(y, 0.2); // [[0.05, 0.05, 0.85, 0.05], [0.85, 0.05, 0.05, 0.05]]
 * ```
 * @see Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception architecture for computer vision", CVPR
 * 2016, §7.
 */
export function smoothLabels(labels: Tensor, epsilon: number): Tensor {
  checkTensor("smoothLabels", "labels", labels);
  if (!(Number.isFinite(epsilon) && epsilon >= 0 && epsilon <= 1)) {
    throw new ValueError("out-of-range", {
      en: `smoothLabels: epsilon is ${epsilon}; it must be between 0 and 1, such as 0.1`,
      zh: `smoothLabels：epsilon 为 ${epsilon}，它必须在 0 到 1 之间，例如 0.1`,
    });
  }
  if (labels.dtype !== "float64" && labels.dtype !== "float32") {
    throw new DTypeError("not-floating", {
      en: `smoothLabels: labels are ${labels.dtype}, but must be probabilities; make them with oneHot(labels, { depth, dtype: "float32" })`,
      zh: `smoothLabels：标签是 ${labels.dtype}，应为概率；请用 oneHot(labels, { depth, dtype: "float32" }) 生成`,
    });
  }
  const classes = labels.shape.at(-1);
  if (classes === undefined) {
    throw new ShapeError("rank", {
      en: "smoothLabels: labels are a scalar; give a row of probabilities, [classes]",
      zh: "smoothLabels：标签是标量；请给出一行概率，[classes]",
    });
  }
  return tidy("smoothLabels", () => add(mul(labels, 1 - epsilon), epsilon / classes));
}
