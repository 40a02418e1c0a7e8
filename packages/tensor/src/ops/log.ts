import { unary } from "./elementwise.ts";
import { div } from "./div.ts";

/**
 * The natural logarithm $\ln x$ of each element; $-\infty$ at 0.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { log, tensor } from "@downhill/tensor";
 * log(tensor([1, Math.E])); // [0, 1]
 * ```
 * @see NumPy reference, `log`.
 */
export const log = unary("log", String.raw`\ln x`, (ct, { x }) => div(ct, x), [0.5, 2]);
