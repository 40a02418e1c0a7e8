import { cast } from "./cast.ts";
import { binary } from "./elementwise.ts";
import { greaterEqual } from "./greaterEqual.ts";
import { less } from "./less.ts";
import { mul } from "./mul.ts";

/**
 * The larger of each pair of elements, $\max(a,\,b)$, with broadcasting. Where they are equal the gradient goes to $a$.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { maximum, tensor } from "@downhill/tensor";
 * maximum(tensor([1, 5]), 3); // [3, 5]
 * ```
 * @see NumPy reference, `maximum`.
 */
export const maximum = binary("maximum", String.raw`\max(a,\,b)`, {
  a: (ct, { a, b }) => mul(ct, cast(greaterEqual(a, b), ct.dtype)),
  b: (ct, { a, b }) => mul(ct, cast(less(a, b), ct.dtype)),
});
