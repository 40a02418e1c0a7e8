import type { Op } from "../op.ts";
import { type AlongAxis, whereExtreme } from "./extreme.ts";

/**
 * The index of the largest element along one axis (default the last), the first of several that tie, or the first
 * NaN if there is one; dtype `int32`.
 *
 * The attribute is the axis, or `{ axis, keepDims }`: with `keepDims` the axis stays with length 1.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMax, tensor } from "@downhill/tensor";
 * argMax(tensor([[1, 5], [4, 3]])); // [1, 0]
 * argMax(tensor([[1, 5], [4, 3]]), { axis: 0, keepDims: true }); // [[1, 0]]
 * ```
 * @see NumPy reference, `argmax`.
 */
export const argMax: Op<["x"], number | AlongAxis | undefined> = whereExtreme("argMax");
