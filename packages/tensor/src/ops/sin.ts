import type { Op } from "../op.ts";
import { unary } from "./elementwise.ts";
import { cos } from "./cos.ts";
import { mul } from "./mul.ts";

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
