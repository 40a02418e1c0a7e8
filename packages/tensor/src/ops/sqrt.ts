import { unary } from "./elementwise.ts";
import { div } from "./div.ts";
import { mul } from "./mul.ts";

/**
 * The square root $\sqrt x$ of each element.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { sqrt, tensor } from "@downhill/tensor";
 * sqrt(tensor([4, 9])); // [2, 3]
 * ```
 * @see IEEE Std 754-2019, §5.4.1.
 */
export const sqrt = unary("sqrt", String.raw`\sqrt{x}`, (ct, { y }) => div(ct, mul(y, 2)), [0.5, 2]);
