import { checkOptions, maximum, minimum, mul, sub, type Tensor, ValueError } from "@downhill/tensor";
import { checkPair } from "./pair.ts";
import { reduce, type ReductionOptions } from "./reduction.ts";

/** Where Huber's loss changes from a square to a line, and how the losses become one number. */
export interface HuberOptions extends ReductionOptions {
  /** $\delta$, where the square becomes a line; 1 by default. */
  readonly delta?: number;
}

/**
 * Huber's loss: squares near 0, absolute differences far from it, the mean over all elements of
 *
 * $$\begin{cases} \frac12 d^2 & \lvert d\rvert \le \delta \\ \delta\bigl(\lvert d\rvert - \frac12\delta\bigr) & \text{else}
 * \end{cases}, \qquad d = \hat y - y.$$
 *
 * With $c$ the difference clipped to $[-\delta, \delta]$ both cases are $c\,(d - \frac12 c)$, and the gradient is $\frac1n c$.
 *
 * @param prediction $\hat y$, of any shape.
 * @param target $y$, of the same shape and dtype.
 * @returns a scalar; with the reduction `"none"` the losses of the elements, of the shape of both.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating; ValueError when
 *   `delta` is not positive, or there is no such reduction.
 * @example
 * ```ts
 * import { huber } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * huber(tensor([1, 5]), tensor([0, 0])); // (0.5 + 4.5) / 2
 * ```
 * @see Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 1964.
 */
export function huber(prediction: Tensor, target: Tensor, options: HuberOptions = {}): Tensor {
  const { delta = 1, reduction } = checkOptions("huber", options, ["delta", "reduction"]);
  if (!(typeof delta === "number" && delta > 0)) {
    throw new ValueError("out-of-range", {
      en: `huber: delta ${delta} is not positive; give a distance such as 1`,
      zh: `huber：delta ${delta} 不是正数；请给出 1 这样的距离`,
    });
  }
  checkPair("huber", { prediction, target });
  const d = sub(prediction, target);
  const c = minimum(maximum(d, -delta), delta);
  return reduce("huber", mul(c, sub(d, mul(c, 0.5))), reduction);
}
