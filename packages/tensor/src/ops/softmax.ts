import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes } from "../shape.ts";
import { div } from "./div.ts";
import { exp } from "./exp.ts";
import { identity } from "./identity.ts";
import { max } from "./max.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";

/** The axes along which the softmax sums to one: by default the last. */
export interface Normalise {
  readonly axes?: number | readonly number[];
}

const over = ({ axes = -1 }: Normalise = {}) => ({ axes, keepDims: true });

/**
 * Scores as probabilities that sum to one along the axes, $\frac{e^{x_i}}{\sum_j e^{x_j}}$, of $x$'s shape. The largest
 * score is subtracted first, so no exponential overflows.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { softmax, tensor } from "@downhill/tensor";
 * softmax(tensor([1000, 1000])); // [0.5, 0.5]
 * ```
 * @see Bridle, "Probabilistic interpretation of feedforward classification network outputs", Neurocomputing 1990.
 */
export const softmax: Op<["x"], Normalise | undefined> = op({
  name: "softmax",
  inputs: ["x"],
  tex: String.raw`\frac{e^{x_i}}{\sum_j e^{x_j}}`,
  options: ["axes"],
  shape: ([x], along) => {
    resolveAxes("softmax", x, over(along).axes);
    return x;
  },
  forward: ({ x }, along) => {
    if (x.size === 0) return identity(x);
    const e = exp(sub(x, max(x, over(along))));
    return div(e, sum(e, over(along)));
  },
  // The Jacobian is diag(y) − y yᵀ.
  vjp: { x: (ct, { y }, along) => mul(y, sub(ct, sum(mul(ct, y), over(along)))) },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 3]), { axes: 0 }],
    [normal(key, [2, 3]), { axes: [0, 1] }],
  ],
});
