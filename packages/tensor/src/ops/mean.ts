import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { div } from "./div.ts";
import { reshape } from "./reshape.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { sum } from "./sum.ts";

/**
 * The mean $\frac1n\sum_i x_i$ over axes.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { mean, tensor } from "@downhill/tensor";
 * mean(tensor([[1, 2], [3, 4]])); // 2.5
 * ```
 * @see NumPy reference, `mean`.
 */
export const mean: Op<["x"], Reduce | undefined> = op({
  name: "mean",
  inputs: ["x"],
  tex: String.raw`\frac{1}{n}\sum_{i=1}^{n} x_i`,
  options: reduceNames,
  shape: ([x], over) => reduction("mean", x, over).shape,
  forward: ({ x }, over) => {
    const total = sum(x, over);
    return div(total, x.size / total.size);
  },
  vjp: {
    x: (ct, { x }, over) => {
      const share = div(ct, x.size / ct.size);
      return broadcastTo(reshape(share, reduction("mean", x.shape, over).kept), x.shape);
    },
  },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3, 2]), { axes: [0, 2] }]],
});
