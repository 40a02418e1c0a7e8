import { checkFlag, checkOptions, sizeOf } from "@downhill/tensor";
import { wholeNumber } from "./whole-number.ts";
import { datasetGiven, listGiven, positionsGiven } from "./given.ts";
import { asGiven } from "./as-given.ts";
import { DataError } from "./data-error.ts";
import { marked, type MarkOf } from "./splits/marked.ts";

/** Class numbers, or the real targets of a regression. */
export type Labels = Int32Array | Float32Array;

/**
 * Examples in storage order: row `i` of `x` belongs to `y[i]`.
 *
 * Pixels stay bytes here; they become floats, as `x · scale`, only in a batch.
 */
export interface Dataset<Y extends Labels = Int32Array> {
  /** The number of examples. */
  readonly size: number;
  /** The shape of one example, `[28, 28]` for an image. */
  readonly shape: readonly number[];
  /** All examples, row after row: `size × product(shape)` numbers. */
  readonly x: Uint8Array | Float32Array;
  /** The factor that a batch multiplies `x` by: 1/255 turns bytes into numbers from 0 to 1. */
  readonly scale: number;
  /** One label per example. */
  readonly y: Y;
}

/** Examples as plain arrays, ready for computing. */
export interface Rows<Y extends Labels = Int32Array> {
  readonly x: Float32Array;
  /** The shape of `x`, the number of examples first. */
  readonly shape: readonly number[];
  readonly y: Y;
  /** The shape of `y`, if an example has more than one number. */
  readonly yShape?: readonly number[];
}

/** An empty array for labels of the same kind. */
export function labelsLike<Y extends Labels>(labels: Y, size: number): Y {
  return (labels instanceof Int32Array ? new Int32Array(size) : new Float32Array(size)) as Y;
}

/**
 * Makes a data set from arrays. The numbers of examples and labels must match. In place of arrays it also takes another
 * data set with some fields replaced, `{ ...train, y }`; rows for testing then stay rows for testing.
 *
 * @throws DataError if `x` is not `y.length` rows of `shape`, a number is not finite, or there are no examples
 * @example
 * ```ts
 * import { dataset } from "@downhill/data";
 * const points = dataset({ x: new Float32Array([0, 0, 1, 1]), shape: [2], y: new Int32Array([0, 1]) });
 * console.log(points.size); // 2
 * ```
 */
export function dataset<Y extends Labels, P extends object = object>(
  parts: P & {
    readonly x: Uint8Array | Float32Array;
    readonly shape: readonly number[];
    readonly y: Y;
    readonly scale?: number;
  },
): Dataset<Y> & MarkOf<P> {
  // A spread data set with one field replaced carries its `size` along, and what its rows are for.
  const fields = ["x", "shape", "y", "scale", "size", "split"] as const;
  checkOptions<Partial<Dataset<Y>> & { readonly split?: unknown }>("dataset", parts, fields);
  const { x, shape, y, scale = 1 } = Object(parts) as typeof parts;
  if (!ArrayBuffer.isView(x) || !ArrayBuffer.isView(y)) {
    throw new DataError("not-a-typed-array", {
      en: "dataset: x or y is not a typed array; write Float32Array.from(x), and Int32Array.from(y) for classes.",
      zh: "dataset：x 或 y 不是类型化数组；请写 Float32Array.from(x)，类别标签请写 Int32Array.from(y)。",
    });
  }
  listGiven("dataset", "shape", shape, "[28, 28]");
  for (const length of shape) wholeNumber("dataset", "a length of the shape", length, 1);
  if (!Number.isFinite(scale)) {
    throw new DataError("out-of-range", {
      en: `dataset: scale is ${asGiven(scale)}; give a finite number, for example 1 / 255 for bytes.`,
      zh: `dataset：scale 是 ${asGiven(scale)}；请给出有限数，例如字节用 1 / 255。`,
    });
  }
  const width = sizeOf(shape);
  if (y.length === 0) {
    throw new DataError("empty", {
      en: "dataset: there are no examples; check the file, or the steps that dropped rows before this one.",
      zh: "dataset：一个样本也没有；请检查文件，或之前删去了哪些行。",
    });
  }
  allFinite("x", x, width);
  allFinite("y", y, 1);
  if (x.length !== y.length * width) {
    throw new DataError("size-mismatch", {
      en: `dataset: x holds ${x.length} numbers, but ${y.length} labels with examples of shape [${shape.join(", ")}] need ${y.length * width}; check that x and y come from the same rows.`,
      zh: `dataset：x 共有 ${x.length} 个数，而 ${y.length} 个标签、形状为 [${shape.join(", ")}] 的样本需要 ${y.length * width} 个；请检查 x 与 y 是否来自相同的行。`,
    });
  }
  return marked(parts, { size: y.length, shape, x, scale, y });
}

/**
 * Copies the chosen examples, in the given order, into a new data set. Examples of a part still belong to that part.
 *
 * @param rows positions from 0 to `size - 1`; repeats are allowed
 * @throws DataError if a position lies outside the data set
 * @example
 * ```ts
 * import { dataset, take } from "@downhill/data";
 * const points = dataset({ x: new Float32Array([5, 6, 7]), shape: [1], y: new Int32Array([0, 1, 2]) });
 * console.log(take(points, [2, 0]).y); // Int32Array(2) [ 2, 0 ]
 * ```
 */
export function take<Y extends Labels, P extends Dataset<Y>>(
  from: P & Dataset<Y>,
  rows: ArrayLike<number>,
): Dataset<Y> & MarkOf<P> {
  datasetGiven("take", from);
  positionsGiven("take", "rows", rows);
  const width = sizeOf(from.shape);
  const x =
    from.x instanceof Uint8Array
      ? new Uint8Array(rows.length * width)
      : new Float32Array(rows.length * width);
  const y = labelsLike(from.y, rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const label = from.y[row];
    if (label === undefined) throw outside(row, from.size);
    x.set(from.x.subarray(row * width, (row + 1) * width), i * width);
    y[i] = label;
  }
  return marked(from, dataset({ x, shape: from.shape, y, scale: from.scale }));
}

/**
 * Copies examples out as float rows, $x_{ij} \cdot \text{scale}$, with their labels.
 *
 * @param options.at which examples, in which order; all, in storage order, when left out
 * @param options.flat gives `x` the shape `[n, product(shape)]` instead of `[n, ...shape]`
 * @throws DataError if a position lies outside the data set
 * @example
 * ```ts
 * import { fashionMnist, rows } from "@downhill/data";
 * const test = await fashionMnist({ split: "test" });
 * const { x, shape, y } = rows(test, { flat: true });
 * console.log(shape); // [ 2000, 784 ]
 * ```
 * @see NumPy reference, `take`.
 */
export function rows<Y extends Labels>(
  from: Dataset<Y>,
  options: { readonly at?: ArrayLike<number>; readonly flat?: boolean } = {},
): Rows<Y> {
  checkOptions("rows", options, ["at", "flat"]);
  datasetGiven("rows", from);
  checkFlag("rows", "flat", options.flat);
  const { at } = options;
  const width = sizeOf(from.shape);
  const count = at?.length ?? from.size;
  const x = new Float32Array(count * width);
  const y = labelsLike(from.y, count);
  for (let i = 0; i < count; i++) {
    const row = at?.[i] ?? i;
    const label = from.y[row];
    if (label === undefined) throw outside(row, from.size);
    x.set(from.x.subarray(row * width, (row + 1) * width), i * width);
    y[i] = label;
  }
  if (from.scale !== 1) for (let i = 0; i < x.length; i++) x[i]! *= from.scale;
  return { x, shape: options.flat === true ? [count, width] : [count, ...from.shape], y };
}

/** Refuses NaN and infinities, with their row; otherwise they would surface only in the loss, far from here. */
function allFinite(name: string, values: ArrayLike<number>, width: number): void {
  if (!(values instanceof Float32Array)) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const row = Math.floor(at / width);
  throw new DataError("not-finite", {
    en: `dataset: row ${row} of ${name} holds ${values[at]}; fill or drop missing values, and scale down numbers that float32 cannot hold.`,
    zh: `dataset：${name} 的第 ${row} 行是 ${values[at]}；请填补或删除缺失值，超出 float32 范围的数请先缩小。`,
  });
}

function outside(row: number, size: number): DataError {
  return new DataError("out-of-bounds", {
    en: `dataset: there is no example ${row}; choose positions from 0 to ${size - 1}.`,
    zh: `dataset：没有第 ${row} 个样本；位置须在 0 到 ${size - 1} 之间。`,
  });
}
