import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError } from "../shape.ts";

const onlyAxis = (x: Shape, axis: number): number => {
  const resolved = resolveAxes("argMax", x, axis)[0]!;
  if (x[resolved] === 0)
    throw new ShapeError(`argMax: axis ${axis} is empty; there is no largest of no elements`);
  return resolved;
};

/**
 * The index of the largest element along one axis (the last unless named), the first where several tie; dtype `int32`.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMax, tensor } from "@downhill/tensor";
 * argMax(tensor([[1, 5], [4, 3]])); // [1, 0]
 * ```
 * @see NumPy reference, `argmax`.
 */
export const argMax: Op<["x"], number | undefined> = op({
  name: "argMax",
  inputs: ["x"],
  tex: String.raw`\operatorname*{arg\,max}_i x_i`,
  shape: ([x], axis = -1) => {
    const resolved = onlyAxis(x, axis);
    return x.filter((_, other) => other !== resolved);
  },
  forward: ({ x }, axis = -1) => run("argMax", [x], { axis: onlyAxis(x.shape, axis) }),
  vjp: { x: null },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3, 2]), 1]],
});
