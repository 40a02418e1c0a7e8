import { binary } from "./elementwise.ts";
import { neg } from "./neg.ts";

/**
 * The difference $a - b$, with broadcasting.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ.
 * @example
 * ```ts
 * import { sub, tensor } from "@downhill/tensor";
 * sub(tensor([1, 2]), 1); // [0, 1]
 * ```
 * @see NumPy reference, `subtract`.
 */
export const sub = binary("sub", "a - b", { a: (ct) => ct, b: (ct) => neg(ct) });
