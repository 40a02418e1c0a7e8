import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";

/**
 * The sum $\sum_i x_i$ over axes.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { sum, tensor } from "@downhill/tensor";
 * sum(tensor([[1, 2], [3, 4]]), { axes: 0 }); // [4, 6]
 * ```
 * @see NumPy reference, `sum`.
 */
export const sum: Op<["x"], Reduce | undefined> = op({
  name: "sum",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\sum_i x_i`,
  options: reduceNames,
  shape: ([x], over) => reduction("sum", x, over).shape,
  forward: ({ x }, over) => run("sum", [x], reduction("sum", x.shape, over)),
  vjp: { x: (ct, { x }, over) => broadcastTo(reshape(ct, reduction("sum", x.shape, over).kept), x.shape) },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 3, 2]), { axes: 1 }],
    [normal(key, [2, 3]), { axes: [0, -1], keepDims: true }],
  ],
});
