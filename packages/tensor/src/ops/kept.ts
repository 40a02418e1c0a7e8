import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * A cotangent for one of two operands of which one is chosen: nothing where it loses, half where both are equal, else all
 * of it. Beside NaN nobody loses, so that both operands hear of it.
 */
export function kept(ct: Tensor, loses: Tensor, losesOrTies: Tensor): Tensor {
  const lost = add(cast(loses, ct.dtype), cast(losesOrTies, ct.dtype));
  return mul(ct, sub(1, mul(lost, 0.5)));
}
