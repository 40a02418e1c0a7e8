import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { broadcastShapes, sameShape, type Shape, ShapeError, showShape } from "../shape.ts";
import { sumTo } from "./sum-to.ts";
import { identity } from "./identity.ts";

function target(x: Shape, to: Shape): Shape {
  if (!sameShape(broadcastShapes("broadcastTo", x, to), to)) {
    throw new ShapeError(
      `broadcastTo: ${showShape(x)} does not stretch to ${showShape(to)}; only axes of length 1 stretch`,
      `broadcastTo：${showShape(x)} 不能扩展为 ${showShape(to)}；只有长度为 1 的轴可以扩展`,
    );
  }
  return to;
}

/**
 * Repeats axes of length 1, and adds leading axes, until the shape is the one given. The transpose of {@link sumTo}.
 *
 * @throws ShapeError when the shape cannot be reached.
 * @example
 * ```ts
 * import { broadcastTo, tensor } from "@downhill/tensor";
 * broadcastTo(tensor([1, 2]), [2, 2]); // [[1, 2], [1, 2]]
 * ```
 * @see NumPy reference, `broadcast_to`.
 */
export const broadcastTo: Op<["x"], Shape> = op({
  name: "broadcastTo",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x \mathbf 1^{\mathsf T}`,
  attribute: "shape",
  shape: ([x], to) => target(x, to),
  forward: ({ x }, to) => (sameShape(x.shape, to) ? identity(x) : run("broadcastTo", [x], { shape: to })),
  vjp: { x: (ct, { x }) => sumTo(ct, x.shape) },
  domain: (key) => [
    [normal(key, [2, 1]), [2, 3]],
    [normal(key, []), [2, 2]],
    [normal(key, [3]), [2, 3]],
  ],
});
