import { tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { greater } from "./greater.ts";
import { asCounts } from "./logical.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { sum } from "./sum.ts";

/**
 * Whether some element is not 0, $\bigvee_i x_i$, over axes; `false` over none. The result is `bool`.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { any, greater, tensor } from "@downhill/tensor";
 * any(greater(tensor([[1, 5], [2, 0]]), 3), { axes: 1 }); // [1, 0]
 * ```
 * @see NumPy reference, `any`.
 */
export const any: Op<["x"], Reduce | undefined> = op({
  name: "any",
  inputs: ["x"],
  takes: "truth",
  gives: "bool",
  tex: String.raw`\bigvee_i x_i`,
  options: reduceNames,
  shape: ([x], over) => reduction("any", x, over).shape,
  forward: ({ x }, over) => greater(sum(asCounts(x), over), 0),
  vjp: { x: null },
  domain: () => {
    const x = tensor(new Uint8Array([0, 1, 0, 0, 0, 0]), { shape: [2, 3] });
    return [[x], [x, { axes: 1 }], [x, { axes: 0, keepDims: true }]];
  },
});
