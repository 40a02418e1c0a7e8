import type { Op } from "../op.ts";
import { type AlongAxis, whereExtreme } from "./extreme.ts";

/**
 * The index of the smallest element along one axis (default the last), the first of several that tie, or the first
 * NaN if there is one; dtype
 * `int32`.
 *
 * The attribute is the axis, or `{ axis, keepDims }`: with `keepDims` the axis stays with length 1.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMin, tensor } from "@downhill/tensor";
 * argMin(tensor([[1, 5], [4, 3]])); // [0, 1]
 * ```
 * @see NumPy reference, `argmin`.
 */
export const argMin: Op<["x"], number | AlongAxis | undefined> = whereExtreme("argMin");
