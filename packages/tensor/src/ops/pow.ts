import type { Tensor } from "../tensor.ts";
import { binary } from "./elementwise.ts";
import { equal } from "./equal.ts";
import { greaterEqual } from "./greater-equal.ts";
import { log } from "./log.ts";
import { logicalAnd } from "./logical-and.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { where } from "./where.ts";
import { wholePower } from "./whole-power.ts";

/** Where the power does not change with its exponent: $0^b$ with $b \ge 0$. */
const flatInB = (a: Tensor, b: Tensor): Tensor => logicalAnd(equal(a, 0), greaterEqual(b, 0));

/**
 * The power $a^b$ of elements, with broadcasting; $1^b$ and $a^0$ are 1, whatever the other is. The gradient with respect to $a$ is 0
 * where $b = 0$; the one with respect to $b$ is 0 where $a = 0 \le b$, and NaN for a negative $a$.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { pow, tensor } from "@downhill/tensor";
 * pow(tensor([1, 2, 3]), 2); // [1, 4, 9]
 * ```
 * @see NumPy reference, `power`.
 */
export const pow = binary(
  "pow",
  "a^{b}",
  {
    // Where b is 0, the factor b makes the product 0; the power must then be finite, in every derivative.
    a: (ct, { a, b }) => mul(ct, mul(b, pow(a, sub(where(equal(b, 0), 1, b), 1)))),
    b: (ct, { a, b, y }) => mul(ct, mul(y, log(where(flatInB(a, b), 1, a)))),
  },
  [0.5, 2],
  wholePower,
);
