import { tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { checkOptions } from "../options.ts";
import { normal } from "../random.ts";
import { run } from "../run.ts";
import { resolveAxes, sameShape, type Shape, ShapeError, showShape } from "../shape.ts";
import { transpose } from "./transpose.ts";
import type { Along } from "./variadic.ts";

// Each is the transpose of the other, which also gives the gradient rules.

function along(x: Shape, { axis = 0 }: Along = {}): number {
  if (x.length === 0)
    throw new ShapeError("rank", {
      en: "gather: a scalar has no rows to take; reshape it to [1] first",
      zh: "gather：标量没有可取的行；请先用 reshape 变成 [1]",
    });
  return resolveAxes("gather", x, axis)[0]!;
}

const int32 = { dtype: "int32" } as const;

/**
 * The rows of $x$ selected by the indices: $y_{i} = x_{k_i}$, or its columns, along any axis (default the first).
 * The axes of the indices replace that axis. Indices are whole numbers (`int32` or `bool`), of any shape, from 0
 * to the number of rows minus one. Indices that were computed on a GPU are not checked; those out of range give
 * NaN, or for whole numbers the nearest row.
 *
 * @throws ShapeError when $x$ is a scalar, or the axis does not exist; ValueError when an index is out of range.
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

/** How many rows the result has, and along which of its axes (default the first). */
export interface Rows {
  readonly rows: number;
  readonly axis?: number;
}

function lay(x: Shape, indices: Shape, attrs: number | Rows): { rows: number; axis: number; shape: Shape } {
  const { rows, axis = 0 } =
    typeof attrs === "number" ? { rows: attrs } : checkOptions("scatterAdd", attrs, ["rows", "axis"]);
  const rest = Math.max(0, x.length - indices.length);
  const at = resolveAxes("scatterAdd", Array<number>(rest + 1).fill(rows), axis)[0]!;
  if (!sameShape(x.slice(at, at + indices.length), indices)) {
    throw new ShapeError("shape-mismatch", {
      en: `scatterAdd: ${showShape(x)} does not ${at === 0 ? "begin with" : "have"} the indices' axes ${showShape(indices)}${at === 0 ? "" : ` starting at axis ${at}`}; give one row per index`,
      zh: `scatterAdd：${showShape(x)} 从轴 ${at} 起不是下标的各轴 ${showShape(indices)}；请为每个下标给出一行`,
    });
  }
  return { rows, axis: at, shape: x.toSpliced(at, indices.length, rows) };
}

/**
 * Adds up rows at the indices: $y_k = \sum_{i:\,k_i = k} x_i$ over `rows` rows, along any axis. It is the
 * transpose of {@link gather}, and treats indices in the same way: unchecked ones that are out of range give NaN.
 * Attributes: the number of rows, or `{ rows, axis }`.
 *
 * @throws ShapeError when $x$ does not have the indices' axes there, or the axis does not exist; ValueError when an index is out of range.
 * @example
 * ```ts
 * import { scatterAdd, tensor } from "@downhill/tensor";
 * scatterAdd(tensor([1, 2, 3]), tensor([0, 2, 0], { dtype: "int32" }), 3); // [4, 0, 2]
 * ```
 * @see NumPy reference, `add.at`.
 */
export const scatterAdd: Op<["x", "indices"], number | Rows> = op({
  name: "scatterAdd",
  inputs: ["x", "indices"],
  takes: { x: "number", indices: "index" },
  tex: String.raw`\sum_{i:\,k_i = k} x_i`,
  attribute: "rows",
  shape: ([x, indices], rows) => lay(x, indices, rows).shape,
  forward: ({ x, indices }, attrs) => {
    const { rows, axis } = lay(x.shape, indices.shape, attrs);
    if (axis === 0) return run("scatterAdd", [x, indices], { rows });
    const rank = indices.shape.length;
    const axes = x.shape.map((_, each) => each);
    const front = transpose(x, [...axes.slice(axis, axis + rank), ...axes.toSpliced(axis, rank)]);
    const y = run("scatterAdd", [front, indices], { rows });
    const others = y.shape.map((_, each) => each).slice(1);
    return transpose(y, others.toSpliced(axis, 0, 0));
  },
  vjp: {
    x: (ct, { x, indices }, rows) => gather(ct, indices, { axis: lay(x.shape, indices.shape, rows).axis }),
    indices: null,
  },
  domain: (key) => [
    [normal(key, [4, 2]), tensor([2, 0, 2, 1], { dtype: "int32" }), 3],
    [normal(key, [4]), tensor([2, 0, 2, 1], { dtype: "int32" }), 4],
    [normal(key, [2, 3, 2]), tensor([2, 0, 2], { dtype: "int32" }), { rows: 4, axis: 1 }],
  ],
});
