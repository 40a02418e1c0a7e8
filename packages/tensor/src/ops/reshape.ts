import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";

/** Fills in the one length given as −1. */
function resolve(x: Shape, to: Shape): Shape {
  const known = to.reduce((size, length) => (length === -1 ? size : size * length), 1);
  const free = to.filter((length) => length === -1).length;
  const resolved =
    free === 1 && known > 0 ? to.map((length) => (length === -1 ? sizeOf(x) / known : length)) : to;
  if (
    free > 1 ||
    sizeOf(resolved) !== sizeOf(x) ||
    !resolved.every((length) => Number.isInteger(length) && length >= 0)
  ) {
    throw new ShapeError("size-mismatch", {
      en: `reshape: ${showShape(x)} holds ${sizeOf(x)} values, which do not fill ${showShape(to)}; one length may be -1 and is then inferred`,
      zh: `reshape：${showShape(x)} 有 ${sizeOf(x)} 个值，填不满 ${showShape(to)}；可以把其中一个长度写成 -1，由程序算出`,
    });
  }
  return resolved;
}

/**
 * The same values in the same order under another shape. One length may be −1 and follows from the rest.
 *
 * @throws ShapeError when the sizes differ.
 * @example
 * ```ts
 * import { reshape, tensor } from "@downhill/tensor";
 * reshape(tensor([1, 2, 3, 4]), [2, -1]); // [[1, 2], [3, 4]]
 * ```
 * @see NumPy reference, `reshape`.
 */
export const reshape: Op<["x"], Shape> = op({
  name: "reshape",
  inputs: ["x"],
  takes: "any",
  tex: String.raw`\operatorname{reshape}(x)`,
  attribute: "shape",
  shape: ([x], to) => resolve(x, to),
  forward: ({ x }, to) => run("reshape", [x], { shape: resolve(x.shape, to) }),
  vjp: { x: (ct, { x }) => reshape(ct, x.shape) },
  domain: (key) => [
    [normal(key, [2, 3]), [3, 2]],
    [normal(key, [2, 3]), [-1]],
    [normal(key, [1]), []],
  ],
});
