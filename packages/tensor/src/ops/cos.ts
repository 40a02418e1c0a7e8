import type { Op } from "../op.ts";
import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sin } from "./sin.ts";

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
