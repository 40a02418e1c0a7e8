import { cast, div, equal, mean, square, sub, sum, type Tensor, where } from "@downhill/tensor";
import { checkPair } from "./pair.ts";

/**
 * The share of the target's variance that the prediction explains,
 * $R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}$: 1 if every element is predicted exactly, 0 for
 * the mean, below 0 for worse. A constant target has no variance to explain; then the value is 1 if every element is
 * predicted exactly, otherwise 0.
 *
 * @param prediction $\hat y$, of any shape.
 * @param target $y$, of the same shape and dtype.
 * @returns a scalar up to 1.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating.
 * @example
 * ```ts
 * import { rSquared } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * rSquared(tensor([1, 2, 4]), tensor([1, 2, 3])); // 0.5
 * ```
 * @see Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2nd ed. 2009, §3.2.
 */
export function rSquared(prediction: Tensor, target: Tensor): Tensor {
  checkPair("rSquared", { prediction, target });
  const unexplained = sum(square(sub(target, prediction)));
  const total = sum(square(sub(target, mean(target))));
  const constant = equal(total, 0);
  const met = cast(equal(unexplained, 0), target.dtype);
  return where(constant, met, sub(1, div(unexplained, where(constant, 1, total))));
}
