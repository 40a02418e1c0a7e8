import { comparison } from "./elementwise.ts";

/**
 * Where $a<b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { less, tensor } from "@downhill/tensor";
 * less(tensor([1, 2, 3]), 2); // [1, 0, 0]
 * ```
 * @see NumPy reference, `less`.
 */
export const less = comparison("less", String.raw`a<b`);
