import { tensor } from "../create.ts";
import { op, type Op, run } from "../op.ts";
import { checkOptions } from "../options.ts";
import { normal } from "../random.ts";
import { resolveAxes, sameShape, type Shape, ShapeError, showShape } from "../shape.ts";
import { gather } from "./gather.ts";
import { transpose } from "./transpose.ts";

/** How many rows the result has, and along which of its axes they lie (the first unless named). */
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
      en: `scatterAdd: ${showShape(x)} does not ${at === 0 ? "begin with" : "have"} the indices' axes ${showShape(indices)}${at === 0 ? "" : ` from axis ${at} on`}; give one row per index`,
      zh: `scatterAdd：${showShape(x)} 从轴 ${at} 起不是下标的各轴 ${showShape(indices)}；请为每个下标给出一行`,
    });
  }
  return { rows, axis: at, shape: x.toSpliced(at, indices.length, rows) };
}

/**
 * Adds rows up where the indices send them: $y_k = \sum_{i:\,k_i = k} x_i$ over `rows` rows, along any axis. The
 * transpose of {@link gather}, and indices are as there: NaN goes where one that was not looked at is outside. Attributes: the number of rows, or `{ rows, axis }`.
 *
 * @throws ShapeError when $x$ does not have the indices' axes there, or the axis does not exist; ValueError when an index is no row of the result.
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
