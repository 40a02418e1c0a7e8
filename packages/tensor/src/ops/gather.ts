import { tensor } from "../create.ts";
import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { ShapeError } from "../shape.ts";
import { scatterAdd } from "./scatterAdd.ts";

/**
 * The rows of $x$ that the indices name: $y_{i} = x_{\text{indices}_i}$. Indices are `int32`, of any shape, from 0 to
 * the number of rows less one; they are not checked on the device.
 *
 * @throws ShapeError when $x$ is a scalar.
 * @example
 * ```ts
 * import { gather, tensor } from "@downhill/tensor";
 * gather(tensor([10, 20, 30]), tensor([2, 0], { dtype: "int32" })); // [30, 10]
 * ```
 */
export const gather: Op<["x", "indices"]> = op({
  name: "gather",
  inputs: ["x", "indices"],
  tex: String.raw`x_{k_i}`,
  shape: ([x, indices]) => {
    if (x.length === 0) throw new ShapeError("gather: a scalar has no rows to take; reshape it to [1] first");
    return [...indices, ...x.slice(1)];
  },
  forward: ({ x, indices }) => run("gather", [x, indices], {}),
  vjp: { x: (ct, { x, indices }) => scatterAdd(ct, indices, x.shape[0]!), indices: null },
  domain: (key) => [
    [normal(key, [3, 2]), tensor([2, 0, 2, 1], { dtype: "int32" })],
    [
      normal(key, [3]),
      tensor(
        [
          [2, 0],
          [1, 1],
        ],
        { dtype: "int32" },
      ),
    ],
  ],
});
