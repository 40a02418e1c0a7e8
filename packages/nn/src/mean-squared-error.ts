import { mean, square, sub, type Tensor } from "@downhill/tensor";
import { checkPair } from "./pair.ts";

/**
 * The mean of the squared differences over all elements, $L = \frac1n\sum_i (\hat y_i - y_i)^2$. Its gradient is
 * $\frac2n(\hat y - y)$.
 *
 * Both must have the same shape: a `[n,1]` against a `[n]` would broadcast to $n^2$ differences and train something else.
 *
 * @param prediction $\hat y$, of any shape.
 * @param target $y$, of the same shape and dtype.
 * @returns a scalar.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating.
 * @example
 * ```ts
 * import { meanSquaredError } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * meanSquaredError(tensor([1, 2]), tensor([1, 4])); // 2
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §5.1.4.
 */
export function meanSquaredError(prediction: Tensor, target: Tensor): Tensor {
  checkPair("meanSquaredError", { prediction, target });
  return mean(square(sub(prediction, target)));
}
