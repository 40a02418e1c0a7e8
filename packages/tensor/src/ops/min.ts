import type { Op } from "../op.ts";
import { extreme } from "./extreme.ts";
import type { Reduce } from "./reduction.ts";

/**
 * The smallest element $\min_i x_i$ over axes. Elements that tie share the gradient equally.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { min, tensor } from "@downhill/tensor";
 * min(tensor([[1, 5], [4, 3]]), { axes: 1 }); // [1, 3]
 * ```
 * @see NumPy reference, `min`.
 */
export const min: Op<["x"], Reduce | undefined> = extreme("min");
