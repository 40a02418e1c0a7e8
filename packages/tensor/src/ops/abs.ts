import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sign } from "./sign.ts";

/**
 * The absolute value $\lvert x\rvert$ of each element; its gradient at 0 is 0.
 *
 * @example
 * ```ts
 * import { abs, tensor } from "@downhill/tensor";
 * abs(tensor([-1, 2])); // [1, 2]
 * ```
 * @see NumPy reference, `absolute`.
 */
export const abs = unary("abs", String.raw`\lvert x\rvert`, (ct, { x }) => mul(ct, sign(x)), [0.2, 2]);
