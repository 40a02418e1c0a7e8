import { abs, checkOptions, sub, type Tensor } from "@downhill/tensor";
import { checkPair } from "./pair.ts";
import { reduce, type ReductionOptions } from "./reduction.ts";

/**
 * The mean of the absolute differences over all elements, $L = \frac1n\sum_i \lvert\hat y_i - y_i\rvert$. One outlier
 * weighs no more than its distance; the best constant is the median. Its gradient is $\frac1n\operatorname{sign}(\hat y -
 * y)$, and 0 where both are equal.
 *
 * @param prediction $\hat y$, of any shape.
 * @param target $y$, of the same shape and dtype.
 * @returns a scalar; with the reduction `"none"` the absolute differences, of the shape of both.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating;
 *   ValueError when there is no such reduction.
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * meanAbsoluteError(tensor([1, 2]), tensor([1, 5])); // 1.5
 * meanAbsoluteError(tensor([1, 2]), tensor([1, 5]), { reduction: "none" }); // [0, 3]
 * ```
 * @see Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2nd ed. 2009, §10.6.
 */
export function meanAbsoluteError(
  prediction: Tensor,
  target: Tensor,
  options: ReductionOptions = {},
): Tensor {
  const { reduction } = checkOptions("meanAbsoluteError", options, ["reduction"]);
  checkPair("meanAbsoluteError", { prediction, target });
  return reduce("meanAbsoluteError", abs(sub(prediction, target)), reduction);
}
