import { binary } from "./elementwise.ts";

/**
 * The product of elements $a \odot b$, with broadcasting.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { mul, tensor } from "@downhill/tensor";
 * mul(tensor([1, 2]), tensor([3, 4])); // [3, 8]
 * ```
 * @see NumPy reference, `multiply`.
 */
export const mul = binary("mul", String.raw`a \odot b`, {
  a: (ct, { b }) => mul(ct, b),
  b: (ct, { a }) => mul(ct, a),
});
