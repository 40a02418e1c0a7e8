import type { Handle } from "./backend.ts";
import { arrayOf } from "./dtype.ts";
import { sizeOf } from "./shape.ts";

/** What is known about a value before it is computed: its shape and dtype. */
export type Form = Handle;

/** The cost of running something: arithmetic operations, and bytes read from and written to memory. */
export interface Cost {
  readonly flops: number;
  readonly bytes: number;
}

/** The number of elements. */
export const count = ({ shape }: Form): number => sizeOf(shape);
/** How much memory it fills. */
export const bytesOf = ({ shape, dtype }: Form): number => sizeOf(shape) * arrayOf[dtype].BYTES_PER_ELEMENT;

/** All inputs are read once and the result is written once. */
export const moving = (flops: number, inputs: readonly Form[], output: Form): Cost => ({
  flops,
  bytes: [...inputs, output].reduce((total, each) => total + bytesOf(each), 0),
});
/** One operation for each element of the result. */
export const perElement = (inputs: readonly Form[], output: Form): Cost =>
  moving(count(output), inputs, output);
/** One for each element of the first input. */
export const perInput = (inputs: readonly Form[], output: Form): Cost =>
  moving(count(inputs[0]!), inputs, output);
/** Values only move. */
export const copy = (inputs: readonly Form[], output: Form): Cost => moving(0, inputs, output);
/** Uses only part of its input: as much is read as is written. */
export const part = (_: readonly Form[], output: Form): Cost => ({ flops: 0, bytes: 2 * bytesOf(output) });
/** Joining $n$ values into one takes $n - 1$ steps. */
export const join = (inputs: readonly Form[], output: Form): Cost =>
  moving(Math.max(0, count(inputs[0]!) - count(output)), inputs, output);
/** A filter `[height, width, channels in, channels out]` uses each of its weights at each position of the result. */
export const convolution = (filter: Form, result: Form): number =>
  2 * count(result) * sizeOf(filter.shape.slice(0, 3));
