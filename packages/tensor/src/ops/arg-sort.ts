import { checkFlag } from "../check-flag.ts";
import { tensor } from "../create.ts";
import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { tidy } from "../scope.ts";
import { resolveAxes, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { cast } from "./cast.ts";
import { concat } from "./concat.ts";
import { equal } from "./equal.ts";
import { flip } from "./flip.ts";
import { greater } from "./greater.ts";
import { least } from "./least.ts";
import { less } from "./less.ts";
import { logicalAnd } from "./logical-and.ts";
import { logicalOr } from "./logical-or.ts";
import { mul } from "./mul.ts";
import { notEqual } from "./not-equal.ts";
import { reshape } from "./reshape.ts";
import { pad, slice } from "./slice.ts";
import { transpose } from "./transpose.ts";
import { where } from "./where.ts";

/** The axis (default the last), and whether the largest come first. */
export interface Sorting {
  readonly axis?: number;
  readonly descending?: boolean;
}

export const sortingNames: readonly (keyof Sorting)[] = ["axis", "descending"];

/** The axis that is sorted. @throws ShapeError when it does not exist; KindError unless `descending` is true or false. */
export function sortedAxis(name: string, x: Shape, { axis = -1, descending }: Sorting = {}): number {
  checkFlag(name, "descending", descending);
  return resolveAxes(name, x, axis)[0]!;
}

/** Rows of values, each with its original position; among equal values the one with the smaller position is first. */
interface Rows {
  readonly values: Tensor;
  readonly places: Tensor;
}

const apart = ({ values, places }: Rows, take: (x: Tensor) => Tensor): Rows => ({
  values: take(values),
  places: take(places),
});

/** For each pair, the one that comes first and the one that comes second. */
function exchanged(a: Rows, b: Rows, before: typeof less): readonly [first: Rows, second: Rows] {
  const stays = logicalOr(
    before(a.values, b.values),
    logicalAnd(equal(a.values, b.values), less(a.places, b.places)),
  );
  const pick = (yes: Rows, no: Rows): Rows => ({
    values: where(stays, yes.values, no.values),
    places: where(stays, yes.places, no.places),
  });
  return [pick(a, b), pick(b, a)];
}

/**
 * One step of the network: in blocks of twice `half`, each element of the first half is compared with one of the second: its
 * mirror image if blocks are being merged, otherwise the one in the same position.
 */
function step(rows: Rows, half: number, mirrored: boolean, before: typeof less): Rows {
  const [count, length] = rows.values.shape as readonly [number, number];
  const blocks = [(count * length) / (2 * half), 2 * half];
  const turned = (x: Tensor): Tensor => (mirrored ? flip(x, 1) : x);
  const cut = (from: number) => (x: Tensor) =>
    slice(reshape(x, blocks), { begin: [0, from], size: [blocks[0]!, half] });
  const [first, second] = exchanged(
    apart(rows, cut(0)),
    apart(rows, (x) => turned(cut(half)(x))),
    before,
  );
  const joined = (a: Tensor, b: Tensor): Tensor =>
    reshape(concat(a, turned(b), { axis: 1 }), [count, length]);
  return { values: joined(first.values, second.values), places: joined(first.places, second.places) };
}

/** Batcher's bitonic network: rows with a length that is a power of 2 are sorted after log² of it steps. */
function network(start: Rows, before: typeof less): Rows {
  let rows = start;
  const length = rows.values.shape[1]!;
  for (let half = 1; half < length; half *= 2) {
    for (let reach = half; reach >= 1; reach /= 2) {
      const next = tidy("argSort", () => step(rows, reach, reach === half, before));
      rows.values.dispose();
      rows.places.dispose();
      rows = next;
    }
  }
  return rows;
}

/** Rows padded with values that come last. NaN counts as the last value, with a position after all others. */
function filledUp(x: Tensor, descending: boolean): Rows {
  const { backend, dtype } = x;
  const [count, length] = x.shape as readonly [number, number];
  const full = 2 ** Math.ceil(Math.log2(length));
  const last = descending ? least[dtype] : dtype === "int32" ? 2 ** 31 - 1 : -least[dtype];
  const places = tensor(
    Int32Array.from({ length: full }, (_, i) => (i < length ? i : 2 * full + i)),
    { backend },
  );
  const more = { before: [0, 0], after: [0, full - length] };
  const all = broadcastTo(places, [count, full]);
  if (!isFloat(dtype)) return { values: pad(x, { ...more, value: last }), places: all };
  const nan = notEqual(x, x);
  const behind = pad(mul(cast(nan, "int32"), full), more);
  return { values: pad(where(nan, last, x), { ...more, value: last }), places: add(all, behind) };
}

/**
 * The indices that sort the elements along an axis: $\sigma$ with $x_{\sigma_1} \le \dots \le x_{\sigma_n}$, or reversed with
 * `descending`, of $x$'s shape and dtype `int32`. The sort is stable, and NaN comes last, in both directions. {@link takeAlong}
 * takes the values.
 *
 * On every backend it is a network of $\frac12 \log_2 n\,(1 + \log_2 n)$ comparisons of whole rows, which needs a few times the
 * memory of $x$. For only a few of the largest, {@link argTopK} costs less.
 *
 * @throws ShapeError when the axis does not exist.
 * @example
 * ```ts
 * import { argSort, tensor } from "@downhill/tensor";
 * argSort(tensor([3, 1, NaN, 1])); // [1, 3, 0, 2]
 * argSort(tensor([3, 1, NaN, 1]), { descending: true }); // [0, 1, 3, 2]
 * ```
 * @see Batcher, "Sorting networks and their applications", AFIPS 1968; NumPy reference, `argsort` with `kind="stable"`.
 */
export const argSort: Op<["x"], Sorting | undefined> = op({
  name: "argSort",
  inputs: ["x"],
  takes: "value",
  gives: "int32",
  tex: String.raw`\sigma \colon\ x_{\sigma_1} \le \dots \le x_{\sigma_n}`,
  options: sortingNames,
  shape: ([x], sorting) => {
    sortedAxis("argSort", x, sorting);
    return x;
  },
  forward: ({ x: given }, sorting = {}) => {
    const x = given.dtype === "bool" ? cast(given, "int32") : given;
    if (x.size === 0) return cast(x, "int32");
    const { axis, descending = false } = { ...sorting, axis: sortedAxis("argSort", x.shape, sorting) };
    const swap = x.shape.map((_, at) =>
      at === axis ? x.shape.length - 1 : at === x.shape.length - 1 ? axis : at,
    );
    const last = transpose(x, swap);
    const length = last.shape.at(-1)!;
    const start = filledUp(reshape(last, [x.size / length, length]), descending);
    const { places } = network(start, descending ? greater : less);
    const full = places.shape[1]!;
    const found = slice(places, { begin: [0, 0], size: [x.size / length, length] });
    const own = where(less(found, full), found, add(found, -full));
    return transpose(reshape(own, last.shape), swap);
  },
  vjp: { x: null },
  domain: (key) => [
    [normal(key, [5])],
    [normal(key, [2, 3, 4]), { axis: 1 }],
    [normal(key, [3, 4]), { descending: true }],
    [tensor([[2, 1, 2, 1]])],
  ],
});
