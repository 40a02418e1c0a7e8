import type { Op } from "../op.ts";
import { whereExtreme } from "./extreme.ts";

/**
 * The index of the smallest element along one axis (the last unless named), the first where several tie, the first
 * NaN where there is one; dtype
 * `int32`.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMin, tensor } from "@downhill/tensor";
 * argMin(tensor([[1, 5], [4, 3]])); // [0, 1]
 * ```
 * @see NumPy reference, `argmin`.
 */
export const argMin: Op<["x"], number | undefined> = whereExtreme("argMin");
