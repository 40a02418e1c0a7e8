import { onesLike } from "../create.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { flip } from "./flip.ts";
import { mul } from "./mul.ts";
import { pad, slice } from "./slice.ts";
import { reduceNames, type Reduce, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { transpose } from "./transpose.ts";

/** The reduced axes moved after the others, and the inverse move. */
function order(rank: number, axes: readonly number[]) {
  const moved = [...[...Array(rank).keys()].filter((axis) => !axes.includes(axis)), ...axes];
  return { moved, back: moved.map((_, axis) => moved.indexOf(axis)) };
}

/** One row for each product. */
function rowsOf(x: Tensor, axes: readonly number[]): Tensor {
  const factors = sizeOf(axes.map((axis) => x.shape[axis]!));
  const results = sizeOf(x.shape.filter((_, axis) => !axes.includes(axis)));
  return reshape(transpose(x, order(x.shape.length, axes).moved), [results, factors]);
}

/** The factors moved to the right, and ones put where they were. */
function shifted(rows: Tensor, by: number): Tensor {
  const [results, factors] = rows.shape as readonly [number, number];
  const left = slice(rows, { begin: [0, 0], size: [results, factors - by] });
  return pad(left, { before: [0, by], after: [0, 0], value: 1 });
}

/** At each position, the product of all factors before it, in as many steps as the length has binary digits. */
function before(rows: Tensor): Tensor {
  const factors = rows.shape[1]!;
  let y = shifted(rows, 1);
  for (let reach = 1; reach < factors; reach *= 2) y = mul(y, shifted(y, reach));
  return y;
}

/** Halves the rows until one factor is left. */
function folded(rows: Tensor): Tensor {
  const [results, factors] = rows.shape as readonly [number, number];
  if (factors === 1) return rows;
  const half = Math.ceil(factors / 2);
  const left = slice(rows, { begin: [0, 0], size: [results, half] });
  const right = slice(rows, { begin: [0, half], size: [results, factors - half] });
  return folded(mul(left, pad(right, { before: [0, 0], after: [0, 2 * half - factors], value: 1 })));
}

/**
 * The product $\prod_i x_i$ over axes, 1 over none. Its gradient is the product of the *other* factors, from both sides,
 * so it is correct for zero factors too, as is the gradient of the gradient.
 *
 * @throws ShapeError when an axis does not exist.
 * @example
 * ```ts
 * import { prod, tensor } from "@downhill/tensor";
 * prod(tensor([[1, 5], [4, 3]]), { axes: 1 }); // [5, 12]
 * ```
 * @see Hillis and Steele, "Data parallel algorithms", CACM 1986: the running products.
 */
export const prod: Op<["x"], Reduce | undefined> = op({
  name: "prod",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\prod_i x_i`,
  options: reduceNames,
  shape: ([x], over) => reduction("prod", x, over).shape,
  forward: ({ x }, over) => {
    const { axes, shape } = reduction("prod", x.shape, over);
    const rows = rowsOf(x, axes);
    const one = rows.shape[1] === 0 ? pad(rows, { before: [0, 1], after: [0, 0], value: 1 }) : rows;
    return reshape(folded(one), shape);
  },
  vjp: {
    x: (ct, { x }, over) => {
      if (x.size === 0) return onesLike(x);
      const { axes, kept } = reduction("prod", x.shape, over);
      const { moved, back } = order(x.shape.length, axes);
      const rows = rowsOf(x, axes);
      const others = mul(before(rows), flip(before(flip(rows, 1)), 1));
      const placed = transpose(
        reshape(
          others,
          moved.map((axis) => x.shape[axis]!),
        ),
        back,
      );
      return mul(reshape(ct, kept), placed);
    },
  },
  domain: (key) => [
    [normal(key, [2, 3])],
    [normal(key, [2, 5, 2]), { axes: 1 }],
    [normal(key, [2, 3, 2]), { axes: [0, 2], keepDims: true }],
    [
      mul(normal(key, [2, 3]), pad(onesLike(normal(key, [2, 2])), { before: [0, 1], after: [0, 0] })),
      { axes: 1 },
    ],
  ],
});
