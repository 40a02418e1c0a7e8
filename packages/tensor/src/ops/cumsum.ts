import { checkFlag } from "../check-flag.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape } from "../shape.ts";

/** The axis (default the last); whether to leave out the element itself; whether to start from the end. */
export interface Running {
  readonly axis?: number;
  readonly exclusive?: boolean;
  readonly reverse?: boolean;
}

function resolve(x: Shape, running: Running = {}) {
  const { axis = -1, exclusive = false, reverse = false } = running;
  checkFlag("cumsum", "exclusive", exclusive);
  checkFlag("cumsum", "reverse", reverse);
  return { axis: resolveAxes("cumsum", x, axis)[0]!, exclusive, reverse };
}

/**
 * Running sums along an axis, $y_i = \sum_{j \le i} x_j$, of $x$'s shape.
 *
 * @throws ShapeError when the axis does not exist.
 * @example
 * ```ts
 * import { cumsum, tensor } from "@downhill/tensor";
 * cumsum(tensor([1, 2, 3])); // [1, 3, 6]
 * cumsum(tensor([1, 2, 3]), { exclusive: true }); // [0, 1, 3]
 * ```
 * @see NumPy reference, `cumsum`.
 */
export const cumsum: Op<["x"], Running | undefined> = op({
  name: "cumsum",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\sum_{j \le i} x_j`,
  options: ["axis", "exclusive", "reverse"],
  shape: ([x], running) => {
    resolve(x, running);
    return x;
  },
  forward: ({ x }, running) => run("cumsum", [x], resolve(x.shape, running)),
  vjp: { x: (ct, _, running = {}) => cumsum(ct, { ...running, reverse: running.reverse !== true }) },
  domain: (key) => [
    [normal(key, [4])],
    [normal(key, [2, 3, 2]), { axis: 1 }],
    [normal(key, [3, 2]), { axis: 0, exclusive: true }],
    [normal(key, [2, 3]), { reverse: true }],
    [normal(key, [2, 3]), { exclusive: true, reverse: true }],
  ],
});
