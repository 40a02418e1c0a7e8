import type { Backend, Handle } from "../backend.ts";
import type { DType, TypedArray } from "../dtype.ts";
import { broadcastShapes, reducedShape, sizeOf, stridesOf } from "../shape.ts";
import { checkKernelName } from "../kernel-dtypes.ts";
import { erf } from "./erf.ts";
import { checkIndexed } from "./indexed.ts";
import { moveKernels } from "./reference-moves.ts";
import { stretched, strided } from "./strided.ts";
import { type Kernels, make, type Values } from "./values.ts";
import { windowKernels } from "./windows.ts";

/** A whole number as int32 holds it, modulo 2^32; a sum of many would not be exact in float64. */
const kept = (dtype: DType, f: (a: number, b: number) => number): ((a: number, b: number) => number) =>
  dtype === "int32" ? (a, b) => f(a, b) | 0 : f;

const plus = (a: number, b: number): number => a + b;

const elementwise =
  (f: (x: number) => number) =>
  ([x]: readonly Values[]): Values =>
    make(x!.shape, x!.dtype, (i) => f(x!.data[i]!));

const broadcasting =
  (f: (a: number, b: number) => number, result?: DType) =>
  ([a, b]: readonly Values[]): Values => {
    const shape = broadcastShapes("reference", a!.shape, b!.shape);
    const [fromA, fromB] = [stretched(a!.shape, shape), stretched(b!.shape, shape)];
    return make(shape, result ?? a!.dtype, (i) => f(a!.data[fromA(i)]!, b!.data[fromB(i)]!));
  };

const product = broadcasting((a, b) => a * b);

const truth = (f: (a: number, b: number) => boolean) => broadcasting((a, b) => (f(a, b) ? 1 : 0), "bool");

/** Folds the reduced axes of `x` with `f`, starting with `first`. */
function fold(
  x: Values,
  axes: readonly number[],
  keepDims: boolean,
  first: number,
  f: (a: number, b: number) => number,
): Values {
  const [strides, rest] = [
    stridesOf(x.shape),
    x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis)),
  ];
  const pick = (chosen: readonly number[]) => ({
    shape: chosen.map((a) => x.shape[a]!),
    strides: chosen.map((a) => strides[a]!),
  });
  const [kept, gone] = [pick(rest), pick(axes)];
  const [start, along] = [strided(kept.shape, kept.strides), strided(gone.shape, gone.strides)];
  const count = sizeOf(gone.shape);
  return make(reducedShape(x.shape, axes, keepDims), x.dtype, (i) => {
    let value = first;
    for (let j = 0; j < count; j++) value = f(value, x.data[start(i) + along(j)]!);
    return value;
  });
}

/** The position along the axis of the first largest or smallest element. */
function firstBest(x: Values, axis: number, better: (a: number, b: number) => boolean): Values {
  const [length, stride] = [x.shape[axis]!, stridesOf(x.shape)[axis]!];
  const others = <T>(values: readonly T[]): T[] => values.filter((_, other) => other !== axis);
  const shape = others(x.shape);
  const start = strided(shape, others(stridesOf(x.shape)));
  return make(shape, "int32", (i) => {
    let best = 0;
    for (let j = 1; j < length; j++) {
      if (better(x.data[start(i) + j * stride]!, x.data[start(i) + best * stride]!)) best = j;
    }
    return best;
  });
}

/** As in IEEE 754; JavaScript's $1^{\pm\infty}$, $(-1)^{\pm\infty}$ and $1^{NaN}$ are NaN. */
const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;

const kernels: Kernels = {
  neg: elementwise((x) => -x),
  exp: elementwise(Math.exp),
  log: elementwise(Math.log),
  log1p: elementwise(Math.log1p),
  sqrt: elementwise(Math.sqrt),
  sin: elementwise(Math.sin),
  cos: elementwise(Math.cos),
  tanh: elementwise(Math.tanh),
  relu: elementwise((x) => (x < 0 ? 0 : x)),
  abs: elementwise(Math.abs),
  sign: elementwise(Math.sign),
  floor: elementwise(Math.floor),
  erf: elementwise(erf),
  add: broadcasting(plus),
  sub: broadcasting((a, b) => a - b),
  mul: (inputs) => (inputs[0]!.dtype === "int32" ? broadcasting(Math.imul) : product)(inputs),
  div: broadcasting((a, b) => a / b),
  pow: broadcasting(power),
  maximum: broadcasting(Math.max),
  minimum: broadcasting(Math.min),
  equal: truth((a, b) => a === b),
  notEqual: truth((a, b) => a !== b),
  greater: truth((a, b) => a > b),
  greaterEqual: truth((a, b) => a >= b),
  less: truth((a, b) => a < b),
  lessEqual: truth((a, b) => a <= b),
  where: ([condition, a, b]) =>
    make(a!.shape, a!.dtype, (i) => (condition!.data[i] === 0 ? b!.data[i]! : a!.data[i]!)),
  sum: ([x], { axes, keepDims }) => fold(x!, axes, keepDims, 0, kept(x!.dtype, plus)),
  max: ([x], { axes, keepDims }) => fold(x!, axes, keepDims, -Infinity, Math.max),
  min: ([x], { axes, keepDims }) => fold(x!, axes, keepDims, Infinity, Math.min),
  argMax: ([x], { axis }) => firstBest(x!, axis, (a, b) => a > b),
  argMin: ([x], { axis }) => firstBest(x!, axis, (a, b) => a < b),
  cumsum: ([x], { axis, exclusive, reverse }) => {
    const [length, stride] = [x!.shape[axis]!, stridesOf(x!.shape)[axis]!];
    return make(x!.shape, x!.dtype, (i) => {
      const at = Math.floor(i / stride) % length;
      const skip = exclusive ? 1 : 0;
      const [first, last] = reverse ? [at + skip, length - 1] : [0, at - skip];
      const add = kept(x!.dtype, plus);
      let total = 0;
      for (let j = first; j <= last; j++) total = add(total, x!.data[i + (j - at) * stride]!);
      return total;
    });
  },
  matmul: ([a, b], { transposeA, transposeB }) => {
    const [aRows, aColumns] = a!.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b!.shape.slice(-2) as [number, number];
    const [m, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const n = transposeB ? bRows : bColumns;
    const [aRow, aInner] = transposeA ? [1, aColumns] : [aColumns, 1];
    const [bInner, bColumn] = transposeB ? [1, bColumns] : [bColumns, 1];
    return make([...a!.shape.slice(0, -2), m, n], a!.dtype, (i) => {
      const batch = Math.floor(i / (m * n));
      const aStart = batch * aRows * aColumns + (Math.floor(i / n) % m) * aRow;
      const bStart = batch * bRows * bColumns + (i % n) * bColumn;
      let total = 0;
      for (let k = 0; k < inner; k++) total += a!.data[aStart + k * aInner]! * b!.data[bStart + k * bInner]!;
      return total;
    });
  },
  ...moveKernels,
  oneHot: ([indices], { depth, dtype }) =>
    make([...indices!.shape, depth], dtype, (i) =>
      indices!.data[Math.floor(i / depth)] === i % depth ? 1 : 0,
    ),
  cast: ([x], { dtype }) =>
    make(x!.shape, dtype, (i) => (dtype === "bool" ? Number(x!.data[i] !== 0) : x!.data[i]!)),
  ...windowKernels,
};

let live = 0;
const look = (handle: Handle): TypedArray => (handle as Values).data;

/**
 * The oracle: every kernel as a plain loop, computed in float64 whatever the stored dtype. Written for readability, not
 * speed; every other backend is compared with it.
 *
 * @throws ValueError, on running a kernel, when an index is out of range.
 * @example
 * ```ts
 * import { exp, reference, tensor } from "@downhill/tensor";
 * const y = exp(tensor([0, 1], { backend: reference })); // [1, 2.718281828459045]
 * y.dtype; // "float64"
 * ```
 */
export const reference: Backend = {
  name: "reference",
  float: "float64",
  dtypes: ["float64", "float32", "int32", "bool"],
  upload: (data, shape, dtype) => held({ shape, dtype, data: data.slice() }),
  read: async (handle) => (handle as Values).data.slice(),
  look,
  free: () => void live--,
  run(kernel, inputs, attrs) {
    checkKernelName(kernels, kernel);
    checkIndexed(kernel, inputs, attrs, look);
    return held(kernels[kernel](inputs as readonly Values[], attrs));
  },
  live: () => live,
};

function held(values: Values): Values {
  live++;
  return values;
}
