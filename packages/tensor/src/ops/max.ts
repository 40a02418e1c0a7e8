import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { mul } from "./mul.ts";
import { reshape } from "./reshape.ts";
import { type Reduce, reduction } from "./reduction.ts";
import { sum } from "./sum.ts";

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
export const max: Op<["x"], Reduce | undefined> = op({
  name: "max",
  inputs: ["x"],
  tex: String.raw`\max_i x_i`,
  shape: ([x], over) => reduction("max", x, over).shape,
  forward: ({ x }, over) => run("max", [x], reduction("max", x.shape, over)),
  vjp: {
    x: (ct, { x, y }, over) => {
      const { axes, kept } = reduction("max", x.shape, over);
      const winners = cast(equal(x, reshape(y, kept)), ct.dtype);
      return mul(reshape(ct, kept), div(winners, sum(winners, { axes, keepDims: true })));
    },
  },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 3, 2]), { axes: 1 }],
    [normal(key, [4]), { keepDims: true }],
  ],
});
