import { unary } from "./elementwise.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";

/**
 * The logarithm $\ln(1 + x)$ of each element, exact even where $x$ is too small to change $1 + x$.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { log1p, tensor } from "@downhill/tensor";
 * log1p(tensor([0, 1e-20])); // [0, 1e-20]
 * ```
 * @see NumPy reference, `log1p`.
 */
export const log1p = unary("log1p", String.raw`\ln(1 + x)`, (ct, { x }) => div(ct, add(x, 1)), [-0.4, 2]);
