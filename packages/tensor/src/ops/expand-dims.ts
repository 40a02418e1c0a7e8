import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape } from "../shape.ts";
import { reshape } from "./reshape.ts";

function among(x: Shape, axes: number | readonly number[]): Shape {
  const count = typeof axes === "number" ? 1 : axes.length;
  const places = resolveAxes("expandDims", [...x, ...Array<number>(count).fill(1)], axes);
  return places.reduce<Shape>((shape, place) => shape.toSpliced(place, 0, 1), x);
}

/**
 * The same values with new axes of length 1; their positions are counted in the result.
 *
 * @throws ShapeError when the result would not have such an axis.
 * @example
 * ```ts
 * import { expandDims, tensor } from "@downhill/tensor";
 * expandDims(tensor([1, 2]), -1); // [[1], [2]]
 * ```
 * @see NumPy reference, `expand_dims`.
 */
export const expandDims: Op<["x"], number | readonly number[]> = op({
  name: "expandDims",
  inputs: ["x"],
  takes: "any",
  tex: String.raw`\operatorname{expand}(x)`,
  attribute: "axes",
  shape: ([x], axes) => among(x, axes),
  forward: ({ x }, axes) => reshape(x, among(x.shape, axes)),
  vjp: { x: (ct, { x }) => reshape(ct, x.shape) },
  domain: (key) => [
    [normal(key, [3]), 0],
    [normal(key, [2, 3]), -1],
    [normal(key, [2, 3]), [0, 2]],
  ],
});
