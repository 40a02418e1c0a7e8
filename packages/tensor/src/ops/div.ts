import { binary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

/**
 * The quotient of elements $a / b$, with broadcasting.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { div, tensor } from "@downhill/tensor";
 * div(tensor([1, 2]), 2); // [0.5, 1]
 * ```
 * @see NumPy reference, `divide`.
 */
export const div = binary(
  "div",
  String.raw`\frac{a}{b}`,
  {
    a: (ct, { b }) => div(ct, b),
    b: (ct, { b, y }) => neg(mul(ct, div(y, b))),
  },
  [0.5, 2],
);
