import type { KernelAttrs, KernelName } from "../backend.ts";
import { arrayOf } from "../dtype.ts";
import { sizeOf } from "../shape.ts";
import type { Form } from "./kernel-results.ts";

/** The cost of running something: arithmetic operations, and bytes read from and written to memory. */
export interface Cost {
  readonly flops: number;
  readonly bytes: number;
}

type Costs = {
  readonly [K in KernelName]: (inputs: readonly Form[], output: Form, attrs: KernelAttrs[K]) => Cost;
};

const count = ({ shape }: Form): number => sizeOf(shape);
const bytesOf = ({ shape, dtype }: Form): number => sizeOf(shape) * arrayOf[dtype].BYTES_PER_ELEMENT;
const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** All inputs are read once and the result is written once. */
const moved = (inputs: readonly Form[], output: Form): number => total([...inputs, output].map(bytesOf));

const cost = (flops: number, inputs: readonly Form[], output: Form): Cost => ({
  flops,
  bytes: moved(inputs, output),
});

const perElement = (inputs: readonly Form[], output: Form): Cost => cost(count(output), inputs, output);

const copy = (inputs: readonly Form[], output: Form): Cost => cost(0, inputs, output);

/** Uses only part of its input: as much is read as is written. */
const part = (_: readonly Form[], output: Form): Cost => ({ flops: 0, bytes: 2 * bytesOf(output) });

/** Joining $n$ values into one takes $n - 1$ steps. */
const join = (inputs: readonly Form[], output: Form): Cost =>
  cost(Math.max(0, count(inputs[0]!) - count(output)), inputs, output);

/** A filter `[height, width, channels in, channels out]` uses each of its weights at each position of the result. */
const convolution = (filter: Form, result: Form): number =>
  2 * count(result) * sizeOf(filter.shape.slice(0, 3));

/** Joining the places of each window takes one step less than there are places; a mean also divides. */
const pool =
  (divisions: number) =>
  (
    inputs: readonly Form[],
    output: Form,
    { size: [height, width] }: { readonly size: readonly [number, number] },
  ): Cost =>
    cost(count(output) * (height * width - 1 + divisions), inputs, output);

const costs: Costs = {
  neg: perElement,
  exp: perElement,
  log: perElement,
  log1p: perElement,
  sqrt: perElement,
  sin: perElement,
  cos: perElement,
  tanh: perElement,
  relu: perElement,
  abs: perElement,
  sign: perElement,
  floor: perElement,
  erf: perElement,
  add: perElement,
  sub: perElement,
  mul: perElement,
  div: perElement,
  pow: perElement,
  maximum: perElement,
  minimum: perElement,
  equal: perElement,
  notEqual: perElement,
  greater: perElement,
  greaterEqual: perElement,
  less: perElement,
  lessEqual: perElement,
  where: copy,
  sum: join,
  max: join,
  min: join,
  argMax: join,
  argMin: join,
  cumsum: perElement,
  matmul: (inputs, output, { transposeA }) =>
    cost(2 * count(output) * inputs[0]!.shape.at(transposeA ? -2 : -1)!, inputs, output),
  reshape: () => ({ flops: 0, bytes: 0 }),
  broadcastTo: copy,
  transpose: copy,
  slice: part,
  pad: copy,
  concat: copy,
  flip: copy,
  gather: ([x, indices], output) => {
    const { bytes } = part([x!], output);
    return { flops: 0, bytes: bytes + bytesOf(indices!) };
  },
  scatterAdd: (inputs, output) => cost(count(inputs[0]!), inputs, output),
  oneHot: copy,
  cast: copy,
  conv2d: (inputs, output) => cost(convolution(inputs[1]!, output), inputs, output),
  conv2dInput: (inputs, output) => cost(convolution(inputs[1]!, inputs[0]!), inputs, output),
  conv2dFilter: (inputs, output) => cost(convolution(output, inputs[1]!), inputs, output),
  maxPool: pool(0),
  avgPool: pool(1),
  patches: copy,
  patchesAdd: (inputs, output) => cost(count(inputs[0]!), inputs, output),
};

/**
 * The cost of one run of a kernel. A multiplication with its addition counts as two operations; any other arithmetic on
 * an element, including an exponential or a comparison, as one; moving values as none. Bytes are those of a kernel that
 * reads each input once and writes its result once, which is the least it can do.
 *
 * $$\text{flops}(A B) = 2\,m\,k\,n, \qquad \text{flops}(x * w) = 2\,\lvert y\rvert\,h\,w\,c$$
 *
 * @param inputs the shape and dtype of each input; tensors are fine too.
 * @param output those of the result.
 * @param attrs the kernel's own, as a node of a graph has them.
 * @example
 * ```ts
 * import { costOf } from "@downhill/tensor/trace";
 * const form = (...shape: number[]) => ({ shape, dtype: "float32" }) as const;
 * const { flops, bytes } = costOf("matmul", [form(64, 784), form(784, 10)], form(64, 10), {
 *   transposeA: false,
 *   transposeB: false,
 * });
 * flops; // 1003520
 * bytes; // 234624
 * ```
 * @see Williams, Waterman and Patterson, "Roofline: an insightful visual performance model for multicore architectures",
 * Communications of the ACM 52, 2009, which weighs the two against each other.
 */
export const costOf = <K extends KernelName>(
  kernel: K,
  inputs: readonly Form[],
  output: Form,
  attrs: KernelAttrs[K],
): Cost => costs[kernel](inputs, output, attrs);
