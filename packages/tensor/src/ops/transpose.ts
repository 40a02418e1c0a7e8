import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";
import { identity } from "./identity.ts";

function resolve(
  x: Shape,
  permutation: readonly number[] = x.map((_, axis) => x.length - 1 - axis),
): readonly number[] {
  if (permutation.length !== x.length || !x.every((_, axis) => permutation.includes(axis))) {
    throw new ShapeError("permutation", {
      en: `transpose: ${showShape(permutation)} is not an order of the axes of ${showShape(x)}; name each of 0 to ${x.length - 1} once`,
      zh: `transpose：${showShape(permutation)} 不是 ${showShape(x)} 各轴的一种排列；请把 0 到 ${x.length - 1} 各写一次`,
    });
  }
  return permutation;
}

/**
 * The axes in a different order: axis $i$ of the result is axis `permutation[i]` of $x$. By default it reverses them.
 *
 * @throws ShapeError when the permutation does not name each axis once.
 * @example
 * ```ts
 * import { tensor, transpose } from "@downhill/tensor";
 * transpose(tensor([[1, 2, 3]])); // [[1], [2], [3]]
 * ```
 * @see NumPy reference, `transpose`.
 */
export const transpose: Op<["x"], readonly number[] | undefined> = op({
  name: "transpose",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x^{\mathsf T}`,
  attribute: "permutation",
  shape: ([x], permutation) => resolve(x, permutation).map((axis) => x[axis]!),
  forward: ({ x }, permutation) => {
    const order = resolve(x.shape, permutation);
    return order.every((axis, place) => axis === place)
      ? identity(x)
      : run("transpose", [x], { permutation: order });
  },
  vjp: {
    x: (ct, { x }, permutation) => {
      const order = resolve(x.shape, permutation);
      return transpose(
        ct,
        order.map((_, axis) => order.indexOf(axis)),
      );
    },
  },
  domain: (key) => [[normal(key, [2, 3])], [normal(key, [2, 3, 4]), [2, 0, 1]]],
});
