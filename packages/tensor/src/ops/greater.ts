import { comparison } from "./elementwise.ts";

/**
 * Where $a>b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { greater, tensor } from "@downhill/tensor";
 * greater(tensor([1, 2, 3]), 2); // [0, 0, 1]
 * ```
 * @see NumPy reference, `greater`.
 */
export const greater = comparison("greater", String.raw`a>b`);
