import type { Op } from "../op.ts";
import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";

// Each is the derivative of the other, up to a sign.

/**
 * The sine $\sin x$ of each element, an angle in radians, with $\sin' = \cos$.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { sin, tensor } from "@downhill/tensor";
 * sin(tensor([0, Math.PI / 2])); // [0, 1]
 * ```
 * @see NumPy reference, `sin`.
 */
export const sin: Op<["x"]> = unary("sin", String.raw`\sin x`, (ct, { x }) => mul(ct, cos(x)), [-4, 4]);

/**
 * The cosine $\cos x$ of each element, an angle in radians, with $\cos' = -\sin$.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { cos, tensor } from "@downhill/tensor";
 * cos(tensor([0, Math.PI])); // [1, -1]
 * ```
 * @see NumPy reference, `cos`.
 */
export const cos: Op<["x"]> = unary("cos", String.raw`\cos x`, (ct, { x }) => mul(ct, neg(sin(x))), [-4, 4]);
