import { unary } from "./elementwise.ts";

/**
 * The negative $-x$ of each element.
 *
 * @example
 * ```ts
 * import { neg, tensor } from "@downhill/tensor";
 * neg(tensor([1, -2])); // [-1, 2]
 * ```
 * @see NumPy reference, `negative`.
 */
export const neg = unary("neg", String.raw`-x`, (ct) => neg(ct), [-2, 2]);
