import { binary } from "./elementwise.ts";

/**
 * The sum $a + b$, with broadcasting.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { add, tensor } from "@downhill/tensor";
 * add(tensor([1, 2]), 10); // [11, 12]
 * ```
 * @see NumPy reference, `add`.
 */
export const add = binary("add", "a + b", { a: (ct) => ct, b: (ct) => ct });
