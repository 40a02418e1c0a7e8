import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { triangle } from "./triangle.ts";

/**
 * The lower triangle of each matrix: $x_{ij}$ where $j \le i + k$, and 0 elsewhere. The diagonal $k$ (default 0) lies
 * above the main one if positive.
 *
 * @throws ShapeError when $x$ has fewer than two axes.
 * @example
 * ```ts
 * import { tril, tensor } from "@downhill/tensor";
 * tril(tensor([[1, 2], [3, 4]])); // [[1, 0], [3, 4]]
 * ```
 * @see NumPy reference, `tril`.
 */
export const tril: Op<["x"], number | undefined> = op({
  name: "tril",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{ij}\,[\,j - i \le k\,]`,
  attribute: "diagonal",
  shape: ([x]) => x,
  forward: ({ x }, diagonal = 0) => triangle("tril", x, (i, j) => j - i <= diagonal),
  vjp: { x: (ct, _, diagonal) => tril(ct, diagonal) },
  domain: (key) => [[normal(key, [3, 3])], [normal(key, [2, 3, 4]), 1], [normal(key, [3, 2]), -1]],
});
