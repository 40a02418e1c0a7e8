import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sign } from "./sign.ts";

/**
 * The rectifier $\max(0, x)$ of each element; its gradient at 0 is 0.
 *
 * @example
 * ```ts
 * import { relu, tensor } from "@downhill/tensor";
 * relu(tensor([-1, 2])); // [0, 2]
 * ```
 * @see Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
export const relu = unary("relu", String.raw`\max(0,\,x)`, (ct, { y }) => mul(ct, sign(y)), [0.2, 2]);
