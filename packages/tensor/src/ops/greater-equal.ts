import { comparison } from "./elementwise.ts";

/**
 * Where $a\ge b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { greaterEqual, tensor } from "@downhill/tensor";
 * greaterEqual(tensor([1, 2, 3]), 2); // [0, 1, 1]
 * ```
 * @see NumPy reference, `greater_equal`.
 */
export const greaterEqual = comparison("greaterEqual", String.raw`a\ge b`);
