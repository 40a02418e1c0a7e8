import { tensor } from "../create.ts";
import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError } from "../shape.ts";
import { scatterAdd } from "./scatter-add.ts";
import { transpose } from "./transpose.ts";
import type { Along } from "./variadic.ts";

function along(x: Shape, where: Along = {}): number {
  if (x.length === 0)
    throw new ShapeError("rank", {
      en: "gather: a scalar has no rows to take; reshape it to [1] first",
      zh: "gather：标量没有可取的行；请先用 reshape 变成 [1]",
    });
  return resolveAxes("gather", x, where.axis ?? 0)[0]!;
}

const int32 = { dtype: "int32" } as const;

/**
 * The rows of $x$ that the indices name: $y_{i} = x_{k_i}$, or its columns, along any axis (the first unless named).
 * The indices' axes take the place of that axis. Indices are whole numbers (`int32`, or `bool`), of any shape, from 0
 * to the number of rows less one. Of indices that were computed on a GPU, and therefore not looked at, those outside give
 * NaN, or for whole numbers the nearest row.
 *
 * @throws ShapeError when $x$ is a scalar, or the axis does not exist; ValueError when an index is no row of it.
 * @example
 * ```ts
 * import { gather, tensor } from "@downhill/tensor";
 * gather(tensor([10, 20, 30]), tensor([2, 0], { dtype: "int32" })); // [30, 10]
 * gather(tensor([[1, 2], [3, 4]]), tensor([1], { dtype: "int32" }), { axis: 1 }); // [[2], [4]]
 * ```
 * @see NumPy reference, `take`.
 */
export const gather: Op<["x", "indices"], Along | undefined> = op({
  name: "gather",
  inputs: ["x", "indices"],
  takes: { x: "value", indices: "index" },
  tex: String.raw`x_{k_i}`,
  options: ["axis"],
  shape: ([x, indices], where) => {
    const axis = along(x, where);
    return [...x.slice(0, axis), ...indices, ...x.slice(axis + 1)];
  },
  forward: ({ x, indices }, where) => {
    const axis = along(x.shape, where);
    if (axis === 0) return run("gather", [x, indices], {});
    const axes = x.shape.map((_, each) => each);
    const rows = run("gather", [transpose(x, [axis, ...axes.toSpliced(axis, 1)]), indices], {});
    const rank = indices.shape.length;
    const places = rows.shape.map((_, each) => each);
    const before = places.slice(rank, rank + axis);
    return transpose(rows, [...before, ...places.slice(0, rank), ...places.slice(rank + axis)]);
  },
  vjp: {
    x: (ct, { x, indices }, where) => {
      const axis = along(x.shape, where);
      return scatterAdd(ct, indices, { rows: x.shape[axis]!, axis });
    },
    indices: null,
  },
  domain: (key) => [
    [normal(key, [3, 2]), tensor([2, 0, 2, 1], int32)],
    [normal(key, [3]), tensor(new Int32Array([2, 0, 1, 1]), { shape: [2, 2] })],
    [normal(key, [2, 3, 2]), tensor(new Int32Array([2, 0, 1, 1]), { shape: [2, 2] }), { axis: 1 }],
    [normal(key, [2, 3]), tensor([1], int32), { axis: -1 }],
  ],
});
