import { tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { equal } from "./equal.ts";
import { asCounts } from "./logical.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { sub } from "./sub.ts";
import { sum } from "./sum.ts";

/**
 * Whether no element is 0, $\bigwedge_i x_i$, over axes; `true` over none. The result is `bool`.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { all, greater, tensor } from "@downhill/tensor";
 * all(greater(tensor([[4, 5], [2, 7]]), 3), { axes: 1 }); // [1, 0]
 * ```
 * @see NumPy reference, `all`.
 */
export const all: Op<["x"], Reduce | undefined> = op({
  name: "all",
  inputs: ["x"],
  takes: "truth",
  gives: "bool",
  tex: String.raw`\bigwedge_i x_i`,
  options: reduceNames,
  shape: ([x], over) => reduction("all", x, over).shape,
  forward: ({ x }, over) => equal(sum(sub(1, asCounts(x)), over), 0),
  vjp: { x: null },
  domain: () => {
    const x = tensor(new Uint8Array([1, 1, 1, 0, 1, 1]), { shape: [2, 3] });
    return [[x], [x, { axes: 1 }], [x, { axes: 0, keepDims: true }]];
  },
});
