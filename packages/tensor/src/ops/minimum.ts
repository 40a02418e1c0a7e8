import { cast } from "./cast.ts";
import { binary } from "./elementwise.ts";
import { lessEqual } from "./lessEqual.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";

/**
 * The smaller of each pair of elements, $\min(a,\,b)$, with broadcasting. Where they are equal the gradient goes to $a$.
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
  a: (ct, { a, b }) => mul(ct, cast(lessEqual(a, b), ct.dtype)),
  b: (ct, { a, b }) => mul(ct, cast(greater(a, b), ct.dtype)),
});
