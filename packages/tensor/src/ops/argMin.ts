import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError } from "../shape.ts";

const onlyAxis = (x: Shape, axis: number): number => {
  const resolved = resolveAxes("argMin", x, axis)[0]!;
  if (x[resolved] === 0)
    throw new ShapeError(
      `argMin: axis ${axis} is empty, and no elements have no smallest; give it an element`,
    );
  return resolved;
};

/**
 * The index of the smallest element along one axis (the last unless named), the first where several tie; dtype
 * `int32`.
 *
 * @throws ShapeError when the axis does not exist or is empty.
 * @example
 * ```ts
 * import { argMin, tensor } from "@downhill/tensor";
 * argMin(tensor([[1, 5], [4, 3]])); // [0, 1]
 * ```
 * @see NumPy reference, `argmin`.
 */
export const argMin: Op<["x"], number | undefined> = op({
  name: "argMin",
  inputs: ["x"],
  tex: String.raw`\operatorname*{arg\,min}_i x_i`,
  shape: ([x], axis = -1) => {
    const resolved = onlyAxis(x, axis);
    return x.filter((_, other) => other !== resolved);
  },
  forward: ({ x }, axis = -1) => run("argMin", [x], { axis: onlyAxis(x.shape, axis) }),
  vjp: { x: null },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3, 2]), 1]],
});
