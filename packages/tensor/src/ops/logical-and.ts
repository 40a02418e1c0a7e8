import { greater } from "./greater.ts";
import { logical } from "./logical.ts";
import { mul } from "./mul.ts";

/**
 * Whether both $a$ and $b$ are not 0, $a \land b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast.
 * @example
 * ```ts
 * import { greater, less, logicalAnd, tensor } from "@downhill/tensor";
 * const x = tensor([1, 2, 5]);
 * logicalAnd(greater(x, 1), less(x, 4)); // [0, 1, 0]
 * ```
 * @see NumPy reference, `logical_and`.
 */
export const logicalAnd = logical("logicalAnd", String.raw`a \land b`, (a, b) => greater(mul(a, b), 0));
