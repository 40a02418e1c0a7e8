import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { triangle } from "./triangle.ts";

/**
 * The upper triangle of each matrix: $x_{ij}$ where $j \ge i + k$, and 0 elsewhere. The diagonal $k$ (default 0) lies
 * above the main one if positive.
 *
 * @throws ShapeError when $x$ has fewer than two axes.
 * @example
 * ```ts
 * import { triu, tensor } from "@downhill/tensor";
 * triu(tensor([[1, 2], [3, 4]])); // [[1, 2], [0, 4]]
 * ```
 * @see NumPy reference, `triu`.
 */
export const triu: Op<["x"], number | undefined> = op({
  name: "triu",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{ij}\,[\,j - i \ge k\,]`,
  attribute: "diagonal",
  shape: ([x]) => x,
  forward: ({ x }, diagonal = 0) => triangle("triu", x, (i, j) => j - i >= diagonal),
  vjp: { x: (ct, _, diagonal) => triu(ct, diagonal) },
  domain: (key) => [[normal(key, [3, 3])], [normal(key, [2, 3, 4]), 1], [normal(key, [3, 2]), -1]],
});
