import { comparison } from "./elementwise.ts";

/**
 * Where $a\le b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { lessEqual, tensor } from "@downhill/tensor";
 * lessEqual(tensor([1, 2, 3]), 2); // [1, 1, 0]
 * ```
 * @see NumPy reference, `less_equal`.
 */
export const lessEqual = comparison("lessEqual", String.raw`a\le b`);
