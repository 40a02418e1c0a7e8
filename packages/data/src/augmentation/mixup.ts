import { checkOptions, foldIn, type Key, permutation } from "@downhill/tensor";
import { wholeNumber } from "../whole-number.ts";
import { batchGiven } from "../given.ts";
import { asGiven } from "../as-given.ts";
import { DataError } from "../data-error.ts";
import type { Labels, Rows } from "../dataset.ts";
import { symmetricBeta } from "./draws.ts";

/** A batch whose targets were mixed, so they are no longer class numbers. */
export interface MixedRows extends Rows<Float32Array> {
  /** `[n, classes]` for probabilities of classes, `[n]` for real targets. */
  readonly yShape: readonly number[];
  /** The weight of each example's own numbers, $\lambda$. */
  readonly lambda: number;
}

/**
 * Makes an augmentation that blends each example with another one of the batch, and their targets with them:
 *
 * $$x'_i = \lambda x_i + (1 - \lambda) x_{\pi(i)}, \quad y'_i = \lambda y_i + (1 - \lambda) y_{\pi(i)}, \qquad
 * \lambda \sim \mathrm{Beta}(\alpha, \alpha),$$
 *
 * with one $\lambda$ and one permutation $\pi$ for the batch. A class number is treated as its one-hot vector;
 * `softmaxCrossEntropy` accepts such probabilities.
 *
 * @param options.alpha $\alpha$; small values mix little, 0.2 is common for images
 * @param options.classes the number of classes; leave it out if targets are real numbers
 * @returns a function of a batch `[n, …]` and a key
 * @throws DataError for an alpha that is not positive, or a label that is not one of the classes
 * @example
 * ```ts
 * import { mixup } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const batch = { x: new Float32Array([0, 1]), shape: [2, 1], y: new Int32Array([0, 1]) };
 * const mixed = mixup({ alpha: 0.2, classes: 2 })(batch, key(0));
 * mixed.yShape; // [2, 2]
 * ```
 * @see Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: Beyond empirical risk minimization", ICLR 2018, §2.
 */
export function mixup(options: {
  readonly alpha: number;
  readonly classes: number;
}): (batch: Rows, key: Key) => MixedRows;
export function mixup(options: {
  readonly alpha: number;
}): (batch: Rows<Float32Array>, key: Key) => MixedRows;
export function mixup(options: {
  readonly alpha: number;
  readonly classes?: number;
}): (batch: Rows<Labels>, key: Key) => MixedRows {
  const { alpha, classes } = checkOptions("mixup", options, ["alpha", "classes"]);
  if (!(Number.isFinite(alpha) && alpha > 0)) {
    throw new DataError("out-of-range", {
      en: `mixup: alpha is ${asGiven(alpha)}; give a positive number; 0.2 is common.`,
      zh: `mixup：alpha 是 ${asGiven(alpha)}；请给出正数，常用 0.2。`,
    });
  }
  if (classes !== undefined) wholeNumber("mixup", "classes", classes, 1);
  return (batch, key) => {
    batchGiven("mixup", batch);
    const { x, shape, y } = batch;
    const targets = classes === undefined ? Float32Array.from(y) : oneHotLabels(y, classes);
    const lambda = symmetricBeta(foldIn(key, 0), alpha);
    const other = permutation(foldIn(key, 1), y.length);
    const mixed = (values: Float32Array) => {
      const width = values.length / y.length;
      return values.map(
        (value, i) =>
          lambda * value + (1 - lambda) * values[other[Math.floor(i / width)]! * width + (i % width)]!,
      );
    };
    return {
      x: mixed(x),
      shape,
      y: mixed(targets),
      yShape: classes === undefined ? [y.length] : [y.length, classes],
      lambda,
    };
  };
}

function oneHotLabels(labels: Labels, classes: number): Float32Array {
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DataError("label-out-of-range", {
        en: `mixup: example ${i} has the label ${label}, but the ${classes} classes are numbered 0 to ${classes - 1}; raise classes, or leave it out if targets are real numbers.`,
        zh: `mixup：第 ${i} 个样本的标签是 ${label}，而 ${classes} 个类别的编号从 0 到 ${classes - 1}；请增大 classes，若目标是实数则不要给出它。`,
      });
    }
    targets[i * classes + label] = 1;
  });
  return targets;
}
