import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { cast } from "./cast.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { mul } from "./mul.ts";
import { norm } from "./norm.ts";
import { reduceNames, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { deviations, type Spread, spreadOver } from "./variance.ts";

/**
 * The standard deviation $\sqrt{\frac{1}{n - c} \sum_i (x_i - \bar x)^2}$ over axes. If all elements are equal it is 0,
 * and its gradient is taken to be 0. $c$ is the `correction`, default 0: NumPy's `ddof`.
 *
 * @throws ShapeError when an axis does not exist, or has no more elements than the correction.
 * @example
 * ```ts
 * import { std, tensor } from "@downhill/tensor";
 * std(tensor([2, 4, 4, 4, 5, 5, 7, 9])); // 2
 * ```
 * @see NumPy reference, `std`.
 */
export const std: Op<["x"], Spread | undefined> = op({
  name: "std",
  inputs: ["x"],
  tex: String.raw`\sqrt{\tfrac{1}{n-c} \sum_i (x_i - \bar x)^2}`,
  options: [...reduceNames, "correction"],
  shape: ([x], spread) => spreadOver("std", x, spread).shape,
  forward: ({ x }, spread) => {
    const { axes, keepDims, divisor } = spreadOver("std", x.shape, spread);
    return div(norm(deviations(x, axes), { axes, keepDims }), Math.sqrt(divisor));
  },
  vjp: {
    x: (ct, { x, y }, spread) => {
      const { axes, kept } = reduction("std", x.shape, spread);
      const divisor = x.size / ct.size - (spread?.correction ?? 0);
      const safe = mul(add(y, cast(equal(y, 0), y.dtype)), divisor);
      return mul(reshape(div(ct, safe), kept), deviations(x, axes));
    },
  },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 4, 2]), { axes: 1, correction: 1 }]],
});
