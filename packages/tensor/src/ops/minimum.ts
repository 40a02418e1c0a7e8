import { binary } from "./elementwise.ts";
import { greater } from "./greater.ts";
import { greaterEqual } from "./greater-equal.ts";
import { kept } from "./kept.ts";
import { less } from "./less.ts";
import { lessEqual } from "./less-equal.ts";

/**
 * The smaller of each pair of elements, $\min(a,\,b)$, with broadcasting. Where they are equal each gets half
 * of the gradient.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { minimum, tensor } from "@downhill/tensor";
 * minimum(tensor([1, 5]), 3); // [1, 3]
 * ```
 * @see NumPy reference, `minimum`.
 */
export const minimum = binary("minimum", String.raw`\min(a,\,b)`, {
  a: (ct, { a, b }) => kept(ct, greater(a, b), greaterEqual(a, b)),
  b: (ct, { a, b }) => kept(ct, less(a, b), lessEqual(a, b)),
});
