import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * The cotangent for one of two operands, when an operation chooses one of them: nothing where it loses, half where both are equal, otherwise
 * all of it. Next to NaN neither loses, so both operands receive it.
 */
export function kept(ct: Tensor, loses: Tensor, losesOrTies: Tensor): Tensor {
  const lost = add(cast(loses, ct.dtype), cast(losesOrTies, ct.dtype));
  return mul(ct, sub(1, mul(lost, 0.5)));
}
