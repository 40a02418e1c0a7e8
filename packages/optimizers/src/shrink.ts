import { div, maximum, mul, type Operand, type Tensor } from "@downhill/tensor";

/**
 * What to multiply by so that a norm is at most a bound: $c/\max(\lVert g\rVert, c)$. A norm that is not finite makes it
 * NaN: a factor of 0 would stop training without a word.
 */
export function shrink(norm: Tensor, bound: Operand): Tensor {
  const longest = maximum(norm, bound);
  return mul(div(bound, longest), div(longest, longest));
}
