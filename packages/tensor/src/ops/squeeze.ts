import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError, showShape } from "../shape.ts";
import { reshape } from "./reshape.ts";

function without(x: Shape, axes?: number | readonly number[]): Shape {
  const gone = axes === undefined ? undefined : resolveAxes("squeeze", x, axes);
  const long = gone?.find((axis) => x[axis] !== 1);
  if (long !== undefined) {
    throw new ShapeError("axis-length", {
      en: `squeeze: axis ${long} of ${showShape(x)} has length ${x[long]}, and only axes of length 1 can be removed; reduce it first, or name another`,
      zh: `squeeze：${showShape(x)} 的轴 ${long} 长 ${x[long]}，只有长度为 1 的轴可以去掉；请先对它做归约，或指定别的轴`,
    });
  }
  return x.filter((length, axis) => (gone === undefined ? length !== 1 : !gone.includes(axis)));
}

/**
 * The same values without axes of length 1: those named, or all of them.
 *
 * @throws ShapeError when an axis named does not exist or is longer than 1.
 * @example
 * ```ts
 * import { squeeze, tensor } from "@downhill/tensor";
 * squeeze(tensor([[1], [2]])); // [1, 2]
 * ```
 * @see NumPy reference, `squeeze`.
 */
export const squeeze: Op<["x"], number | readonly number[] | undefined> = op({
  name: "squeeze",
  inputs: ["x"],
  takes: "any",
  tex: String.raw`\operatorname{squeeze}(x)`,
  attribute: "axes",
  shape: ([x], axes) => without(x, axes),
  forward: ({ x }, axes) => reshape(x, without(x.shape, axes)),
  vjp: { x: (ct, { x }) => reshape(ct, x.shape) },
  domain: (key) => [[normal(key, [1, 3, 1])], [normal(key, [1, 3, 1]), -1], [normal(key, [1, 1]), [0, 1]]],
});
