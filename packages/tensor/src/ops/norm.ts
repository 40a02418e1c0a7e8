import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { abs } from "./abs.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { greater } from "./greater.ts";
import { less } from "./less.ts";
import { max } from "./max.ts";
import { mul } from "./mul.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { sqrt } from "./sqrt.ts";
import { square } from "./square.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

/** The divisor that keeps squares from overflowing or vanishing: the largest element, or 1 if that is 0 or not finite. */
function scaleOf(most: Tensor): Tensor {
  const finite = where(less(most, Infinity), most, 1);
  return where(greater(finite, 0), finite, 1);
}

/**
 * The Euclidean norm $\lVert x\rVert = \sqrt{\sum_i x_i^2} = m\sqrt{\sum_i (x_i/m)^2}$ over axes, with
 * $m = \max_i \lvert x_i\rvert$; the second form neither overflows nor vanishes if the norm itself is in range. Where the
 * norm is 0, the gradient is 0 too.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { norm, tensor } from "@downhill/tensor";
 * norm(tensor([[3, 4], [6, 8]]), { axes: 1 }); // [5, 10]
 * norm(tensor([3e200, 4e200])); // 5e200, although the sum of squares is beyond float64
 * ```
 * @see Blue, "A portable Fortran program to find the Euclidean norm of a vector", ACM TOMS 4, 1978.
 */
export const norm: Op<["x"], Reduce | undefined> = op({
  name: "norm",
  inputs: ["x"],
  tex: String.raw`\sqrt{\sum_i x_i^2}`,
  options: reduceNames,
  shape: ([x], over) => reduction("norm", x, over).shape,
  forward: ({ x }, over) => {
    const { axes, shape } = reduction("norm", x.shape, over);
    if (sizeOf(axes.map((axis) => x.shape[axis]!)) === 0) return sum(x, over);
    const scale = scaleOf(max(abs(x), { axes, keepDims: true }));
    const scaled = sqrt(sum(square(div(x, scale)), { axes, keepDims: true }));
    return reshape(mul(scale, scaled), shape);
  },
  vjp: {
    x: (ct, { x, y }, over) => {
      const { kept } = reduction("norm", x.shape, over);
      const length = reshape(y, kept);
      return mul(reshape(ct, kept), div(x, where(equal(length, 0), 1, length)));
    },
  },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 3, 2]), { axes: 1 }],
    [normal(key, [2, 3]), { axes: [0, -1], keepDims: true }],
  ],
});
