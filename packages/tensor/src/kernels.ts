import type { Handle, KernelAttrs, KernelName } from "./backend.ts";
import { arrayOf, type DType } from "./dtype.ts";
import { broadcastShapes, reducedShape, type Shape, sizeOf, windowCount } from "./shape.ts";

/** What is known about a value before it is computed: its shape and dtype. */
export type Form = Handle;

/** The cost of running something: arithmetic operations, and bytes read from and written to memory. */
export interface Cost {
  readonly flops: number;
  readonly bytes: number;
}

/** What is true of a kernel on every backend. How it computes is each backend's own: one more column of the table. */
interface Kernel<Attrs> {
  /** The shape and dtype of the result; the inputs are taken as the operations have checked them. */
  readonly result: (inputs: readonly Form[], attrs: Attrs) => Form;
  /** What one run costs. */
  readonly cost: (inputs: readonly Form[], output: Form, attrs: Attrs) => Cost;
}

type Reduction = KernelAttrs["sum"];
type Pool = KernelAttrs["maxPool"];

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

// Costs.

const count = ({ shape }: Form): number => sizeOf(shape);
const bytesOf = ({ shape, dtype }: Form): number => sizeOf(shape) * arrayOf[dtype].BYTES_PER_ELEMENT;

/** All inputs are read once and the result is written once. */
const moving = (flops: number, inputs: readonly Form[], output: Form): Cost => ({
  flops,
  bytes: [...inputs, output].reduce((total, each) => total + bytesOf(each), 0),
});
const perElement = (inputs: readonly Form[], output: Form): Cost => moving(count(output), inputs, output);
const perInput = (inputs: readonly Form[], output: Form): Cost => moving(count(inputs[0]!), inputs, output);
const copy = (inputs: readonly Form[], output: Form): Cost => moving(0, inputs, output);
/** Uses only part of its input: as much is read as is written. */
const part = (_: readonly Form[], output: Form): Cost => ({ flops: 0, bytes: 2 * bytesOf(output) });
/** Joining $n$ values into one takes $n - 1$ steps. */
const join = (inputs: readonly Form[], output: Form): Cost =>
  moving(Math.max(0, count(inputs[0]!) - count(output)), inputs, output);
/** A filter `[height, width, channels in, channels out]` uses each of its weights at each position of the result. */
const convolution = (filter: Form, result: Form): number =>
  2 * count(result) * sizeOf(filter.shape.slice(0, 3));

// Kernels that are alike in both.

const unary: Kernel<unknown> = { result: same, cost: perElement };
const binary: Kernel<unknown> = { result: broadcast, cost: perElement };
const comparison: Kernel<unknown> = {
  result: (inputs) => of(broadcast(inputs).shape, { dtype: "bool" }),
  cost: perElement,
};
const reduction: Kernel<Reduction> = {
  result: ([x], { axes, keepDims }) => of(reducedShape(x!.shape, axes, keepDims), x!),
  cost: join,
};
const choice: Kernel<{ readonly axis: number }> = {
  result: ([x], { axis }) => of(reducedShape(x!.shape, [axis], false), { dtype: "int32" }),
  cost: join,
};
/** Joining the places of each window takes one step less than there are places; a mean also divides. */
const pool = (divisions: number): Kernel<Pool> => ({
  result: ([x], { strides, size }) =>
    of([x!.shape[0]!, ...windows(x!.shape, size, strides), x!.shape[3]!], x!),
  cost: (inputs, output, { size: [height, width] }) =>
    moving(count(output) * (height * width - 1 + divisions), inputs, output),
});

/** Every kernel that a backend runs, with what its runs have in common. A kernel without its row does not compile. */
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
  where: { result: ([, a]) => a!, cost: copy },
  sum: reduction,
  max: reduction,
  min: reduction,
  argMax: choice,
  argMin: choice,
  cumsum: unary,
  matmul: {
    result: ([a, b], { transposeA, transposeB }) => {
      const [rows, columns] = [a!.shape.at(transposeA ? -1 : -2)!, b!.shape.at(transposeB ? -2 : -1)!];
      return of([...a!.shape.slice(0, -2), rows, columns], a!);
    },
    cost: (inputs, output, { transposeA }) =>
      moving(2 * count(output) * inputs[0]!.shape.at(transposeA ? -2 : -1)!, inputs, output),
  },
  reshape: { result: asGiven, cost: () => ({ flops: 0, bytes: 0 }) },
  broadcastTo: { result: asGiven, cost: copy },
  transpose: {
    result: ([x], { permutation }) =>
      of(
        permutation.map((axis) => x!.shape[axis]!),
        x!,
      ),
    cost: copy,
  },
  slice: { result: ([x], { size }) => of(size, x!), cost: part },
  pad: {
    result: ([x], { before, after }) =>
      of(
        x!.shape.map((length, axis) => before[axis]! + length + after[axis]!),
        x!,
      ),
    cost: copy,
  },
  concat: {
    result: (inputs, { axis }) => {
      const length = inputs.reduce((total, { shape }) => total + shape[axis]!, 0);
      return of(inputs[0]!.shape.with(axis, length), inputs[0]!);
    },
    cost: copy,
  },
  flip: { result: same, cost: copy },
  gather: {
    result: ([x, indices]) => of([...indices!.shape, ...x!.shape.slice(1)], x!),
    cost: ([, indices], output) => ({ flops: 0, bytes: 2 * bytesOf(output) + bytesOf(indices!) }),
  },
  scatterAdd: {
    result: ([x, indices], { rows }) => of([rows, ...x!.shape.slice(indices!.shape.length)], x!),
    cost: perInput,
  },
  oneHot: {
    result: ([indices], { depth, dtype }) => of([...indices!.shape, depth], { dtype }),
    cost: copy,
  },
  cast: { result: ([x], { dtype }) => of(x!.shape, { dtype }), cost: copy },
  conv2d: {
    result: ([x, filter], { strides }) =>
      of([x!.shape[0]!, ...windows(x!.shape, filter!.shape, strides), filter!.shape[3]!], x!),
    cost: (inputs, output) => moving(convolution(inputs[1]!, output), inputs, output),
  },
  conv2dInput: {
    result: ([ct, filter], { size }) => of([ct!.shape[0]!, ...size, filter!.shape[2]!], ct!),
    cost: (inputs, output) => moving(convolution(inputs[1]!, inputs[0]!), inputs, output),
  },
  conv2dFilter: {
    result: ([x, ct], { size }) => of([...size, x!.shape[3]!, ct!.shape[3]!], ct!),
    cost: (inputs, output) => moving(convolution(output, inputs[1]!), inputs, output),
  },
  maxPool: pool(0),
  avgPool: pool(1),
  patches: {
    result: ([x], { strides, size }) =>
      of([x!.shape[0]!, ...windows(x!.shape, size, strides), ...size, x!.shape[3]!], x!),
    cost: copy,
  },
  patchesAdd: {
    result: ([y], { size }) => of([y!.shape[0]!, ...size, y!.shape[5]!], y!),
    cost: perInput,
  },
};

/** Every kernel's name. */
export const kernelNames = Object.keys(kernels) as readonly KernelName[];

/** The row of a kernel. */
export const kernelOf = <K extends KernelName>(kernel: K): Kernel<KernelAttrs[K]> => kernels[kernel];

/** The shape and dtype that a kernel's result has. */
export function resultOf<K extends KernelName>(
  kernel: K,
  inputs: readonly Form[],
  attrs: KernelAttrs[K],
): Form {
  const { shape, dtype } = kernels[kernel].result(inputs, attrs);
  return { shape: [...shape], dtype };
}
