import { checkOptions, square, sub, type Tensor } from "@downhill/tensor";
import { checkPair } from "./pair.ts";
import { reduce, type ReductionOptions } from "./reduction.ts";

/**
 * The mean of the squared differences over all elements, $L = \frac1n\sum_i (\hat y_i - y_i)^2$. Its gradient is
 * $\frac2n(\hat y - y)$.
 *
 * Both must have the same shape: a `[n,1]` against a `[n]` would broadcast to $n^2$ differences and train something else.
 *
 * @param prediction $\hat y$, of any shape.
 * @param target $y$, of the same shape and dtype.
 * @returns a scalar; with the reduction `"none"` the squares, of the shape of both.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating;
 *   ValueError when there is no such reduction.
 * @example
 * ```ts
 * import { meanSquaredError } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * meanSquaredError(tensor([1, 2]), tensor([1, 4])); // 2
 * meanSquaredError(tensor([1, 2]), tensor([1, 4]), { reduction: "sum" }); // 4
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §5.1.4.
 */
export function meanSquaredError(prediction: Tensor, target: Tensor, options: ReductionOptions = {}): Tensor {
  const { reduction } = checkOptions("meanSquaredError", options, ["reduction"]);
  checkPair("meanSquaredError", { prediction, target });
  return reduce("meanSquaredError", square(sub(prediction, target)), reduction);
}
