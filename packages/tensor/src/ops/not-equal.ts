import { comparison } from "./elementwise.ts";

/**
 * Where $a\neq b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { notEqual, tensor } from "@downhill/tensor";
 * notEqual(tensor([1, 2, 3]), 2); // [1, 0, 1]
 * ```
 * @see NumPy reference, `not_equal`.
 */
export const notEqual = comparison("notEqual", String.raw`a\neq b`);
