import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { resolveAxes } from "../shape.ts";
import { identity } from "./identity.ts";

/**
 * The elements in reverse order along axes (default all); it is its own transpose.
 *
 * @throws ShapeError when an axis does not exist, or is named twice.
 * @example
 * ```ts
 * import { flip, tensor } from "@downhill/tensor";
 * flip(tensor([[1, 2], [3, 4]]), 1); // [[2, 1], [4, 3]]
 * ```
 * @see NumPy reference, `flip`.
 */
export const flip: Op<["x"], number | readonly number[] | undefined> = op({
  name: "flip",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{n-1-i}`,
  attribute: "axes",
  shape: ([x], axes) => {
    resolveAxes("flip", x, axes);
    return x;
  },
  forward: ({ x }, axes) => {
    const turned = resolveAxes("flip", x.shape, axes);
    return turned.length === 0 ? identity(x) : run("flip", [x], { axes: turned });
  },
  vjp: { x: (ct, _, axes) => flip(ct, axes) },
  domain: (key) => [[normal(key, [3])], [normal(key, [2, 3, 2]), [0, -1]], [normal(key, [2, 3, 2]), 1]],
});
