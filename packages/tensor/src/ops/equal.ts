import { comparison } from "./elementwise.ts";

/**
 * Where $a=b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { equal, tensor } from "@downhill/tensor";
 * equal(tensor([1, 2, 3]), 2); // [0, 1, 0]
 * ```
 * @see NumPy reference, `equal`.
 */
export const equal = comparison("equal", String.raw`a=b`);
