import type { Op } from "../op.ts";
import { whereExtreme } from "./extreme.ts";

/**
 * The index of the largest element along one axis (the last unless named), the first where several tie, the first
 * NaN where there is one; dtype `int32`.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMax, tensor } from "@downhill/tensor";
 * argMax(tensor([[1, 5], [4, 3]])); // [1, 0]
 * ```
 * @see NumPy reference, `argmax`.
 */
export const argMax: Op<["x"], number | undefined> = whereExtreme("argMax");
