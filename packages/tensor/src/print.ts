import { written } from "./written.ts";
import { ValueError } from "./value-error.ts";
import { checkOptions } from "./options.ts";
import type { TypedArray } from "./dtype.ts";
import { type Shape, showShape, sizeOf } from "./shape.ts";
import { checkTensor, type Tensor } from "./tensor.ts";

/** How much to show: significant digits, and up to how many values without an ellipsis. */
export interface PrintOptions {
  readonly digits?: number;
  readonly most?: number;
}

/** How many values at each end of a long axis of a large tensor are shown. */
const edge = 3;

/**
 * Prints a tensor's values in aligned columns, with shape, dtype and device below, and resolves to the same text. For a
 * tensor with more than `most` (1000) values, only the ends of each axis are shown; numbers have `digits` (4) significant
 * digits.
 *
 * @throws DisposedError when the tensor was freed.
 * @example
 * ```ts
 * import { print, tensor } from "@downhill/tensor";
 * await print(tensor([[1, -0.5], [20, 3]]));
 * // [[ 1.0, -0.5],
 * //  [20.0,  3.0]]
 * // [2,2] float64 on reference
 * ```
 * @see NumPy reference, `array2string`.
 */
export async function print(x: Tensor, options: PrintOptions = {}): Promise<string> {
  const { digits = 4, most = 1000 } = checkOptions("print", options, ["digits", "most"]);
  checkTensor("print", "x", x);
  checkCount("digits", digits, 1, 21);
  checkCount("most", most, 0, Infinity);
  const { shape, dtype, backend } = x;
  const data = await x.data();
  const shown = shape.map((length) =>
    sizeOf(shape) > most && length > 2 * edge
      ? [...Array(edge).keys(), undefined, ...[...Array(edge).keys()].map((i) => length - edge + i)]
      : [...Array(length).keys()],
  );
  const cell = column(
    dtype === "bool" ? truths(data, visible(shape, shown)) : numbers(data, shape, shown, digits),
  );
  const text = `${rows(shape, shown, cell)}\n${showShape(shape)} ${dtype} on ${backend.name}`;
  console.log(text);
  return text;
}

type Shown = readonly (readonly (number | undefined)[])[];
interface Cells {
  readonly at: (index: number) => string;
  readonly indices: readonly number[];
}

/** The flat indices of the values shown. */
const visible = (shape: Shape, shown: Shown): number[] =>
  shape.reduce<number[]>(
    (starts, length, axis) =>
      starts.flatMap((start) => shown[axis]!.filter((i) => i !== undefined).map((i) => start * length + i)),
    [0],
  );

const truths = (data: TypedArray, indices: readonly number[]): Cells => ({
  at: (index) => String(data[index] !== 0),
  indices,
});

function checkCount(name: string, value: number, least: number, most: number): void {
  if (typeof value === "number" && Math.trunc(value) === value && value >= least && value <= most) return;
  throw new ValueError("out-of-range", {
    en: `print: ${name} is ${written(value)}; give a whole number from ${least} to ${most}`,
    zh: `print：${name} 是 ${written(value)}；请给出 ${least} 到 ${most} 之间的整数`,
  });
}

/** One notation for all: fixed if a dozen characters show the digits of every number, otherwise powers of ten. */
function numbers(data: TypedArray, shape: Shape, shown: Shown, digits: number): Cells {
  const indices = visible(shape, shown);
  const finite = indices.map((index) => data[index]!).filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((size) => size > 0);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const whole = data instanceof Int32Array || finite.every(Number.isInteger);
  const wide = sizes.length > 0 && (high >= 1e8 || (!whole && (low < 1e-4 || high / low > 1e6)));
  const decimals = (value: number) => {
    const rounded = Number(value.toPrecision(digits));
    const places = /\.(\d+)/.exec(rounded.toFixed(Math.min(20, digits + 4)).replace(/0+$/, ""))?.[1] ?? "";
    return places.length;
  };
  const places = data instanceof Int32Array ? 0 : Math.max(1, ...(wide ? [] : finite.map(decimals)));
  const at = (index: number): string => {
    const value = data[index]!;
    if (!Number.isFinite(value)) return String(value);
    return wide && !(data instanceof Int32Array) ? value.toExponential(digits - 1) : value.toFixed(places);
  };
  return { at, indices };
}

/** Pads every cell to the widest. */
function column({ at, indices }: Cells): (index: number) => string {
  const width = indices.reduce((most, index) => Math.max(most, at(index).length), 0);
  return (index) => at(index).padStart(width);
}

function rows(shape: Shape, shown: Shown, cell: (index: number) => string, axis = 0, start = 0): string {
  if (axis === shape.length) return cell(start);
  const inner = shown[axis]!.map((i) =>
    i === undefined ? "…" : rows(shape, shown, cell, axis + 1, start * shape[axis]! + i),
  );
  const below = shape.length - axis - 1;
  return `[${inner.join(below === 0 ? ", " : `,${"\n".repeat(below)}${" ".repeat(axis + 1)}`)}]`;
}
