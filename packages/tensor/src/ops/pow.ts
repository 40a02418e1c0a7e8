import { binary } from "./elementwise.ts";
import { log } from "./log.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { wholePower } from "./wholePower.ts";

/**
 * The power $a^b$ of elements, with broadcasting. The gradient for $b$ needs $a > 0$.
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
    a: (ct, { a, b }) => mul(ct, mul(b, pow(a, sub(b, 1)))),
    b: (ct, { a, y }) => mul(ct, mul(y, log(a))),
  },
  [0.5, 2],
  wholePower,
);
