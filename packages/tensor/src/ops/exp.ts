import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";

/**
 * The exponential $e^x$ of each element.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { exp, tensor } from "@downhill/tensor";
 * exp(tensor([0, 1])); // [1, 2.718…]
 * ```
 * @see NumPy reference, `exp`.
 */
export const exp = unary("exp", String.raw`e^{x}`, (ct, { y }) => mul(ct, y), [-2, 2]);
