import { unary } from "./elementwise.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";

/**
 * The hyperbolic tangent $\tanh x$ of each element, with $\tanh' = 1 - \tanh^2$.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { tanh, tensor } from "@downhill/tensor";
 * tanh(tensor([0, 1])); // [0, 0.7616]
 * ```
 * @see LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.4.
 */
export const tanh = unary("tanh", String.raw`\tanh x`, (ct, { y }) => mul(ct, sub(1, mul(y, y))), [-2, 2]);
