import { unary } from "./elementwise.ts";

/**
 * The largest integer $\lfloor x \rfloor$ not above each element, in $x$'s own dtype. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { floor, tensor } from "@downhill/tensor";
 * floor(tensor([1.7, -0.2])); // [1, -1]
 * ```
 * @see NumPy reference, `floor`.
 */
export const floor = unary("floor", String.raw`\lfloor x \rfloor`, null, [-2, 2]);
