import { div, maximum, mul, type Operand, type Tensor } from "@downhill/tensor";

/**
 * The factor that brings a norm down to a bound: $c/\max(\lVert g\rVert, c)$. If the norm is not finite, the factor is
 * NaN: a factor of 0 would stop training silently.
 */
export function shrink(norm: Tensor, bound: Operand): Tensor {
  const longest = maximum(norm, bound);
  return mul(div(bound, longest), div(longest, longest));
}
