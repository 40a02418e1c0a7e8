import { add } from "./add.ts";
import { greater } from "./greater.ts";
import { logical } from "./logical.ts";

/**
 * Whether $a$ or $b$ or both are not 0, $a \lor b$: a tensor of dtype `bool`, with broadcasting. No gradient flows through it.
 *
 * @throws ShapeError when the shapes do not broadcast.
 * @example
 * ```ts
 * import { greater, less, logicalOr, tensor } from "@downhill/tensor";
 * const x = tensor([1, 2, 5]);
 * logicalOr(greater(x, 1), less(x, 4)); // [1, 1, 1]
 * ```
 * @see NumPy reference, `logical_or`.
 */
export const logicalOr = logical("logicalOr", String.raw`a \lor b`, (a, b) => greater(add(a, b), 0));
