import { binary } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { greaterEqual } from "./greater-equal.ts";
import { kept } from "./kept.ts";
import { less } from "./less.ts";
import { lessEqual } from "./less-equal.ts";

/**
 * The larger of each pair of elements, $\max(a,\,b)$, with broadcasting. Where they are equal each gets half
 * of the gradient.
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
  a: (ct, { a, b }) => kept(ct, less(a, b), lessEqual(a, b)),
  b: (ct, { a, b }) => kept(ct, greater(a, b), greaterEqual(a, b)),
});
