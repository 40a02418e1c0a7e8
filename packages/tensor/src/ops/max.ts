import type { Op } from "../op.ts";
import { extreme } from "./extreme.ts";
import type { Reduce } from "./reduction.ts";

/**
 * The largest element $\max_i x_i$ over axes. Elements that tie share the gradient equally.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { max, tensor } from "@downhill/tensor";
 * max(tensor([[1, 5], [4, 3]]), { axes: 1 }); // [5, 4]
 * ```
 * @see NumPy reference, `max`.
 */
export const max: Op<["x"], Reduce | undefined> = extreme("max");
