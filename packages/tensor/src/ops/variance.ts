import { written } from "../written.ts";
import { ValueError } from "../value-error.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import type { Shape } from "../shape.ts";
import { ShapeError, showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { div } from "./div.ts";
import { mean } from "./mean.ts";
import { mul } from "./mul.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { square } from "./square.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";

/** A reduction that divides by the count minus `correction` (NumPy's `ddof`): default 0; 1 for an unbiased estimate. */
export interface Spread extends Reduce {
  readonly correction?: number;
}

/** The axes, and the divisor. */
export function spreadOver(op: string, x: Shape, spread: Spread = {}) {
  const reduced = reduction(op, x, spread);
  const { correction = 0 } = spread;
  if (!Number.isFinite(correction)) {
    throw new ValueError("out-of-range", {
      en: `${op}: correction is ${written(correction)}; give a number such as 1`,
      zh: `${op}：correction 是 ${written(correction)}；请给出一个数，例如 1`,
    });
  }
  const divisor = sizeOf(reduced.axes.map((axis) => x[axis]!)) - correction;
  if (!(divisor > 0)) {
    throw new ShapeError("too-few-values", {
      en: `${op}: ${showShape(x)} has too few elements along axes ${showShape(reduced.axes)} for a correction of ${correction}; give more, or a smaller correction`,
      zh: `${op}：${showShape(x)} 沿轴 ${showShape(reduced.axes)} 的元素太少，不够校正 ${correction}；请增加元素，或减小 correction`,
    });
  }
  return { ...reduced, divisor };
}

/** How far each element is from the mean over these axes. */
export const deviations = (x: Tensor, axes: readonly number[]): Tensor =>
  sub(x, mean(x, { axes, keepDims: true }));

/**
 * The mean squared deviation $\frac{1}{n - c} \sum_i (x_i - \bar x)^2$ over axes, computed from the deviations rather than
 * as a difference of large squares; $c$ is the `correction`, default 0: NumPy's `ddof`. Pass 1, PyTorch's default, to
 * estimate the variance of the distribution that the elements were drawn from.
 *
 * @throws ShapeError when an axis does not exist, or has no more elements than the correction.
 * @example
 * ```ts
 * import { tensor, variance } from "@downhill/tensor";
 * variance(tensor([1, 2, 3, 6])); // 3.5
 * variance(tensor([1, 2, 3, 6]), { correction: 1 }); // 4.6667
 * ```
 * @see NumPy reference, `var`.
 */
export const variance: Op<["x"], Spread | undefined> = op({
  name: "variance",
  inputs: ["x"],
  tex: String.raw`\frac{1}{n-c} \sum_i (x_i - \bar x)^2`,
  options: [...reduceNames, "correction"],
  shape: ([x], spread) => spreadOver("variance", x, spread).shape,
  forward: ({ x }, spread) => {
    const { axes, keepDims, divisor } = spreadOver("variance", x.shape, spread);
    return div(sum(square(deviations(x, axes)), { axes, keepDims }), divisor);
  },
  vjp: {
    x: (ct, { x }, spread) => {
      const { axes, kept, divisor } = spreadOver("variance", x.shape, spread);
      return mul(reshape(ct, kept), mul(deviations(x, axes), 2 / divisor));
    },
  },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 3, 2]), { axes: 1, correction: 1 }],
    [normal(key, [2, 3]), { axes: [0, 1], keepDims: true }],
  ],
});
