import { unary } from "./elementwise.ts";

/**
 * The sign of each element: −1, 0 or 1. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { sign, tensor } from "@downhill/tensor";
 * sign(tensor([-3, 0, 2])); // [-1, 0, 1]
 * ```
 * @see NumPy reference, `sign`.
 */
export const sign = unary("sign", String.raw`\operatorname{sign} x`, null, [-2, 2]);
