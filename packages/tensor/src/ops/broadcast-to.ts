import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { run } from "../run.ts";
import { broadcastShapes, sameShape, type Shape, ShapeError, showShape } from "../shape.ts";
import { identity } from "./identity.ts";
import { reshape } from "./reshape.ts";

// Each is the transpose of the other, which also gives the gradient rules.

function target(x: Shape, to: Shape): Shape {
  if (!sameShape(broadcastShapes("broadcastTo", x, to), to)) {
    throw new ShapeError("no-broadcast", {
      en: `broadcastTo: ${showShape(x)} does not stretch to ${showShape(to)}; only axes of length 1 stretch`,
      zh: `broadcastTo：${showShape(x)} 不能扩展为 ${showShape(to)}；只有长度为 1 的轴可以扩展`,
    });
  }
  return to;
}

/**
 * Repeats axes of length 1, and adds leading axes, to reach the given shape. The transpose of {@link sumTo}.
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

/**
 * Sums over the axes that broadcasting stretched, down to the given shape: it undoes broadcasting in a
 * gradient. The transpose of {@link broadcastTo}.
 *
 * @throws ShapeError when the shape does not broadcast to $x$'s.
 * @example
 * ```ts
 * import { sumTo, tensor } from "@downhill/tensor";
 * sumTo(tensor([[1, 2], [3, 4]]), [2]); // [4, 6]
 * ```
 * @see Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning: a survey", JMLR 2018.
 */
export const sumTo: Op<["x"], Shape> = op({
  name: "sumTo",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`x^{\mathsf T} \mathbf 1`,
  attribute: "shape",
  shape: ([x], to) => {
    if (!sameShape(broadcastShapes("sumTo", x, to), x)) {
      throw new ShapeError("no-broadcast", {
        en: `sumTo: ${showShape(to)} does not broadcast to ${showShape(x)}; give the shape before broadcasting`,
        zh: `sumTo：${showShape(to)} 广播不成 ${showShape(x)}；请给出广播之前的形状`,
      });
    }
    return to;
  },
  forward: ({ x }, to) => {
    if (sameShape(x.shape, to)) return identity(x);
    const leading = x.shape.length - to.length;
    const axes = x.shape
      .map((_, axis) => axis)
      .filter((axis) => axis < leading || to[axis - leading] !== x.shape[axis]);
    return reshape(run("sum", [x], { axes, keepDims: false }), to);
  },
  vjp: { x: (ct, { x }) => broadcastTo(ct, x.shape) },
  domain: (key) => [
    [normal(key, [2, 3]), [3]],
    [normal(key, [2, 3]), [2, 1]],
    [normal(key, [2, 3]), []],
  ],
});
