import { checkKernelName } from "./kernel-dtypes.ts";
import type { KernelAttrs, KernelName } from "./backend.ts";
import {
  bytesOf,
  convolution,
  copy,
  type Cost,
  count,
  type Form,
  join,
  moving,
  part,
  perElement,
  perInput,
} from "./cost.ts";
import { arrayOf, type DType } from "./dtype.ts";
import { broadcastShapes, reducedShape, type Shape, windowCount } from "./shape.ts";

/** The properties of a kernel on every backend. How it computes is up to each backend: one more column of the table. */
interface Kernel<Attrs> {
  /** How many inputs it takes; 0 if any number is allowed. */
  readonly inputs: number;
  /** Its attributes, with a check for each of whether a value read from a file is valid. */
  readonly attrs: { readonly [N in keyof Attrs]: (value: unknown) => boolean };
  /** The shape and dtype of the result; the operations have already checked the inputs. */
  readonly result: (inputs: readonly Form[], attrs: Attrs) => Form;
  /** The cost of one run. */
  readonly cost: (inputs: readonly Form[], output: Form, attrs: Attrs) => Cost;
}

type None = KernelAttrs["neg"];
type Reduction = KernelAttrs["sum"];
type Pool = KernelAttrs["maxPool"];

const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isNumber = (value: unknown): boolean => typeof value === "number";
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isCounts = (value: unknown): boolean => Array.isArray(value) && value.every(isCount);
const isPair = (value: unknown): boolean => isCounts(value) && (value as readonly number[]).length === 2;
const isDType = (value: unknown): boolean => typeof value === "string" && Object.hasOwn(arrayOf, value);

// Results.

const same = ([x]: readonly Form[]): Form => x!;
const of = (shape: Shape, { dtype }: { readonly dtype: DType }): Form => ({ shape, dtype });
const broadcast = ([a, b]: readonly Form[]): Form => of(broadcastShapes("trace", a!.shape, b!.shape), a!);
const asGiven = ([x]: readonly Form[], { shape }: { readonly shape: Shape }): Form => of(shape, x!);

/** How many windows of `size` fit on an image `[batch, height, width, channels]`, down and across. */
const windows = (image: Shape, size: Shape, strides: Shape): readonly [number, number] => [
  windowCount(image[1]!, size[0]!, strides[0]!),
  windowCount(image[2]!, size[1]!, strides[1]!),
];

// Kernels that share both their result's shape and their cost.

const unary: Kernel<None> = { inputs: 1, attrs: {}, result: same, cost: perElement };
const binary: Kernel<None> = { inputs: 2, attrs: {}, result: broadcast, cost: perElement };
const comparison: Kernel<None> = {
  inputs: 2,
  attrs: {},
  result: (inputs) => of(broadcast(inputs).shape, { dtype: "bool" }),
  cost: perElement,
};
const reduction: Kernel<Reduction> = {
  inputs: 1,
  attrs: { axes: isCounts, keepDims: isFlag },
  result: ([x], { axes, keepDims }) => of(reducedShape(x!.shape, axes, keepDims), x!),
  cost: join,
};
const choice: Kernel<{ readonly axis: number }> = {
  inputs: 1,
  attrs: { axis: isCount },
  result: ([x], { axis }) => of(reducedShape(x!.shape, [axis], false), { dtype: "int32" }),
  cost: join,
};
/** Combining the positions of each window takes one step less than the number of positions; a mean also divides. */
const pool = (divisions: number): Kernel<Pool> => ({
  inputs: 1,
  attrs: { strides: isPair, size: isPair },
  result: ([x], { strides, size }) =>
    of([x!.shape[0]!, ...windows(x!.shape, size, strides), x!.shape[3]!], x!),
  cost: (inputs, output, { size: [height, width] }) =>
    moving(count(output) * (height * width - 1 + divisions), inputs, output),
});

/** Every kernel that a backend runs, with the properties its runs share. A kernel without a row does not compile. */
const kernels: { readonly [K in KernelName]: Kernel<KernelAttrs[K]> } = {
  neg: unary,
  exp: unary,
  log: unary,
  log1p: unary,
  sqrt: unary,
  sin: unary,
  cos: unary,
  tanh: unary,
  relu: unary,
  abs: unary,
  sign: unary,
  floor: unary,
  erf: unary,
  add: binary,
  sub: binary,
  mul: binary,
  div: binary,
  pow: binary,
  maximum: binary,
  minimum: binary,
  equal: comparison,
  notEqual: comparison,
  greater: comparison,
  greaterEqual: comparison,
  less: comparison,
  lessEqual: comparison,
  where: { inputs: 3, attrs: {}, result: ([, a]) => a!, cost: copy },
  sum: reduction,
  max: reduction,
  min: reduction,
  argMax: choice,
  argMin: choice,
  cumsum: { ...unary, attrs: { axis: isCount, exclusive: isFlag, reverse: isFlag } },
  matmul: {
    inputs: 2,
    attrs: { transposeA: isFlag, transposeB: isFlag },
    result: ([a, b], { transposeA, transposeB }) => {
      const [rows, columns] = [a!.shape.at(transposeA ? -1 : -2)!, b!.shape.at(transposeB ? -2 : -1)!];
      return of([...a!.shape.slice(0, -2), rows, columns], a!);
    },
    cost: (inputs, output, { transposeA }) =>
      moving(2 * count(output) * inputs[0]!.shape.at(transposeA ? -2 : -1)!, inputs, output),
  },
  reshape: { inputs: 1, attrs: { shape: isCounts }, result: asGiven, cost: () => ({ flops: 0, bytes: 0 }) },
  broadcastTo: { inputs: 1, attrs: { shape: isCounts }, result: asGiven, cost: copy },
  transpose: {
    inputs: 1,
    attrs: { permutation: isCounts },
    result: ([x], { permutation }) =>
      of(
        permutation.map((axis) => x!.shape[axis]!),
        x!,
      ),
    cost: copy,
  },
  slice: {
    inputs: 1,
    attrs: { begin: isCounts, size: isCounts },
    result: ([x], { size }) => of(size, x!),
    cost: part,
  },
  pad: {
    inputs: 1,
    attrs: { before: isCounts, after: isCounts, value: isNumber },
    result: ([x], { before, after }) =>
      of(
        x!.shape.map((length, axis) => before[axis]! + length + after[axis]!),
        x!,
      ),
    cost: copy,
  },
  concat: {
    inputs: 0,
    attrs: { axis: isCount },
    result: (inputs, { axis }) => {
      const length = inputs.reduce((total, { shape }) => total + shape[axis]!, 0);
      return of(inputs[0]!.shape.with(axis, length), inputs[0]!);
    },
    cost: copy,
  },
  flip: { inputs: 1, attrs: { axes: isCounts }, result: same, cost: copy },
  gather: {
    inputs: 2,
    attrs: {},
    result: ([x, indices]) => of([...indices!.shape, ...x!.shape.slice(1)], x!),
    cost: ([, indices], output) => ({ flops: 0, bytes: 2 * bytesOf(output) + bytesOf(indices!) }),
  },
  scatterAdd: {
    inputs: 2,
    attrs: { rows: isCount },
    result: ([x, indices], { rows }) => of([rows, ...x!.shape.slice(indices!.shape.length)], x!),
    cost: perInput,
  },
  oneHot: {
    inputs: 1,
    attrs: { depth: isCount, dtype: isDType },
    result: ([indices], { depth, dtype }) => of([...indices!.shape, depth], { dtype }),
    cost: copy,
  },
  cast: {
    inputs: 1,
    attrs: { dtype: isDType },
    result: ([x], { dtype }) => of(x!.shape, { dtype }),
    cost: copy,
  },
  conv2d: {
    inputs: 2,
    attrs: { strides: isPair },
    result: ([x, filter], { strides }) =>
      of([x!.shape[0]!, ...windows(x!.shape, filter!.shape, strides), filter!.shape[3]!], x!),
    cost: (inputs, output) => moving(convolution(inputs[1]!, output), inputs, output),
  },
  conv2dInput: {
    inputs: 2,
    attrs: { strides: isPair, size: isPair },
    result: ([ct, filter], { size }) => of([ct!.shape[0]!, ...size, filter!.shape[2]!], ct!),
    cost: (inputs, output) => moving(convolution(inputs[1]!, inputs[0]!), inputs, output),
  },
  conv2dFilter: {
    inputs: 2,
    attrs: { strides: isPair, size: isPair },
    result: ([x, ct], { size }) => of([...size, x!.shape[3]!, ct!.shape[3]!], ct!),
    cost: (inputs, output) => moving(convolution(output, inputs[1]!), inputs, output),
  },
  maxPool: pool(0),
  avgPool: pool(1),
  patches: {
    inputs: 1,
    attrs: { strides: isPair, size: isPair },
    result: ([x], { strides, size }) =>
      of([x!.shape[0]!, ...windows(x!.shape, size, strides), ...size, x!.shape[3]!], x!),
    cost: copy,
  },
  patchesAdd: {
    inputs: 1,
    attrs: { strides: isPair, size: isPair },
    result: ([y], { size }) => of([y!.shape[0]!, ...size, y!.shape[5]!], y!),
    cost: perInput,
  },
};

/** Every kernel's name. */
export const kernelNames = Object.keys(kernels) as readonly KernelName[];

/** The row of a kernel. */
export function kernelOf<K extends KernelName>(kernel: K): Kernel<KernelAttrs[K]> {
  checkKernelName(kernels, kernel);
  return kernels[kernel];
}

/** The shape and dtype of a kernel's result. */
export function resultOf<K extends KernelName>(
  kernel: K,
  inputs: readonly Form[],
  attrs: KernelAttrs[K],
): Form {
  const { shape, dtype } = kernels[kernel].result(inputs, attrs);
  return { shape: [...shape], dtype };
}

/** A copy of the attributes, without anything else that an operation passes along with them. */
export function attrsOf<K extends KernelName>(kernel: K, attrs: KernelAttrs[K]): KernelAttrs[K] {
  const own = Object.entries(attrs).filter(([name]) => Object.hasOwn(kernels[kernel].attrs, name));
  return structuredClone(Object.fromEntries(own)) as KernelAttrs[K];
}
