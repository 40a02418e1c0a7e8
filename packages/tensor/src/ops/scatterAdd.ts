import { tensor } from "../create.ts";
import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { sameShape, ShapeError, showShape } from "../shape.ts";
import { gather } from "./gather.ts";

/**
 * Adds rows up where the indices send them: $y_k = \sum_{i:\,k_i = k} x_i$ over `rows` rows. The transpose of
 * {@link gather}.
 *
 * @throws ShapeError when $x$ does not begin with the indices' axes.
 * @example
 * ```ts
 * import { scatterAdd, tensor } from "@downhill/tensor";
 * scatterAdd(tensor([1, 2, 3]), tensor([0, 2, 0], { dtype: "int32" }), 3); // [4, 0, 2]
 * ```
 */
export const scatterAdd: Op<["x", "indices"], number> = op({
  name: "scatterAdd",
  inputs: ["x", "indices"],
  tex: String.raw`\sum_{i:\,k_i = k} x_i`,
  shape: ([x, indices], rows) => {
    if (!sameShape(x.slice(0, indices.length), indices)) {
      throw new ShapeError(
        `scatterAdd: ${showShape(x)} does not begin with the indices' axes ${showShape(indices)}; give one row per index`,
      );
    }
    return [rows, ...x.slice(indices.length)];
  },
  forward: ({ x, indices }, rows) => run("scatterAdd", [x, indices], { rows }),
  vjp: { x: (ct, { indices }) => gather(ct, indices), indices: null },
  domain: (key) => [
    [normal(key, [4, 2]), tensor([2, 0, 2, 1], { dtype: "int32" }), 3],
    [normal(key, [4]), tensor([2, 0, 2, 1], { dtype: "int32" }), 4],
  ],
});
