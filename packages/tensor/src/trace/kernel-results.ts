import type { Handle, KernelAttrs, KernelName } from "../backend.ts";
import type { DType } from "../dtype.ts";
import { broadcastShapes, reducedShape, type Shape, windowCount } from "../shape.ts";

/** What is known about a value before it is computed: its shape and dtype. */
export type Form = Handle;

type Results = {
  readonly [K in KernelName]: (inputs: readonly Form[], attrs: KernelAttrs[K]) => Form;
};

const same = ([x]: readonly Form[]): Form => x!;

const broadcast = ([a, b]: readonly Form[]): Form => ({
  shape: broadcastShapes("trace", a!.shape, b!.shape),
  dtype: a!.dtype,
});

const truth = (inputs: readonly Form[]): Form => ({ ...broadcast(inputs), dtype: "bool" });

const reduced = (
  [x]: readonly Form[],
  { axes, keepDims }: { readonly axes: readonly number[]; readonly keepDims: boolean },
): Form => ({ shape: reducedShape(x!.shape, axes, keepDims), dtype: x!.dtype });

const best = ([x]: readonly Form[], { axis }: { readonly axis: number }): Form => ({
  shape: reducedShape(x!.shape, [axis], false),
  dtype: "int32",
});

const shaped = ([x]: readonly Form[], shape: Shape, dtype: DType = x!.dtype): Form => ({ shape, dtype });

/** How many windows of `size` fit on an image `[batch, height, width, channels]`, down and across. */
const windows = (image: Shape, size: Shape, strides: Shape): readonly [number, number] => [
  windowCount(image[1]!, size[0]!, strides[0]!),
  windowCount(image[2]!, size[1]!, strides[1]!),
];

const pooled = (
  [image]: readonly Form[],
  { strides, size }: { readonly strides: Shape; readonly size: Shape },
): Form => shaped([image!], [image!.shape[0]!, ...windows(image!.shape, size, strides), image!.shape[3]!]);

/** The shape and dtype of each kernel's result; its inputs are taken as the operations have checked them. */
const results: Results = {
  neg: same,
  exp: same,
  log: same,
  log1p: same,
  sqrt: same,
  sin: same,
  cos: same,
  tanh: same,
  relu: same,
  abs: same,
  sign: same,
  floor: same,
  erf: same,
  add: broadcast,
  sub: broadcast,
  mul: broadcast,
  div: broadcast,
  pow: broadcast,
  maximum: broadcast,
  minimum: broadcast,
  equal: truth,
  notEqual: truth,
  greater: truth,
  greaterEqual: truth,
  less: truth,
  lessEqual: truth,
  where: ([, a]) => a!,
  sum: reduced,
  max: reduced,
  min: reduced,
  argMax: best,
  argMin: best,
  cumsum: same,
  matmul: ([a, b], { transposeA, transposeB }) =>
    shaped(
      [a!],
      [...a!.shape.slice(0, -2), a!.shape.at(transposeA ? -1 : -2)!, b!.shape.at(transposeB ? -2 : -1)!],
    ),
  reshape: (inputs, { shape }) => shaped(inputs, shape),
  broadcastTo: (inputs, { shape }) => shaped(inputs, shape),
  transpose: ([x], { permutation }) =>
    shaped(
      [x!],
      permutation.map((axis) => x!.shape[axis]!),
    ),
  slice: (inputs, { size }) => shaped(inputs, size),
  pad: ([x], { before, after }) =>
    shaped(
      [x!],
      x!.shape.map((length, axis) => before[axis]! + length + after[axis]!),
    ),
  concat: (inputs, { axis }) =>
    shaped(
      inputs,
      inputs[0]!.shape.with(
        axis,
        inputs.reduce((total, { shape }) => total + shape[axis]!, 0),
      ),
    ),
  flip: same,
  gather: ([x, indices]) => shaped([x!], [...indices!.shape, ...x!.shape.slice(1)]),
  scatterAdd: ([x, indices], { rows }) => shaped([x!], [rows, ...x!.shape.slice(indices!.shape.length)]),
  oneHot: ([indices], { depth, dtype }) => shaped([indices!], [...indices!.shape, depth], dtype),
  cast: ([x], { dtype }) => shaped([x!], x!.shape, dtype),
  conv2d: ([image, filter], { strides }) =>
    shaped([image!], [image!.shape[0]!, ...windows(image!.shape, filter!.shape, strides), filter!.shape[3]!]),
  conv2dInput: ([y, filter], { size }) => shaped([y!], [y!.shape[0]!, ...size, filter!.shape[2]!]),
  conv2dFilter: ([image, y], { size }) => shaped([y!], [...size, image!.shape[3]!, y!.shape[3]!]),
  maxPool: pooled,
  avgPool: pooled,
  patches: ([image], { strides, size }) =>
    shaped([image!], [image!.shape[0]!, ...windows(image!.shape, size, strides), ...size, image!.shape[3]!]),
  patchesAdd: ([y], { size }) => shaped([y!], [y!.shape[0]!, ...size, y!.shape[5]!]),
};

/** Every kernel's name. */
export const kernelNames = Object.keys(results) as readonly KernelName[];

/** The shape and dtype that a kernel's result has. */
export const resultOf = <K extends KernelName>(
  kernel: K,
  inputs: readonly Form[],
  attrs: KernelAttrs[K],
): Form => {
  const { shape, dtype } = results[kernel](inputs, attrs);
  return { shape: [...shape], dtype };
};
