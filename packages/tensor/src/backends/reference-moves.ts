import { type Shape, sizeOf, stridesOf } from "../shape.ts";
import { stretched, strided } from "./strided.ts";
import { type Kernels, make, type Values } from "./values.ts";

/** Rearranges: the result of `shape` takes its element `i` from `x` at `from(i)`. */
const view = (x: Values, shape: Shape, from: (i: number) => number): Values =>
  make(shape, x.dtype, (i) => x.data[from(i)]!);

type Move =
  "reshape" | "broadcastTo" | "transpose" | "slice" | "pad" | "concat" | "flip" | "gather" | "scatterAdd";

/** The reference's kernels that move elements: they compute nothing, except for adding up rows. */
export const moveKernels: Pick<Kernels, Move> = {
  reshape: ([x], { shape }) => ({ shape, dtype: x!.dtype, data: x!.data }),
  broadcastTo: ([x], { shape }) => view(x!, shape, stretched(x!.shape, shape)),
  transpose: ([x], { permutation }) => {
    const strides = stridesOf(x!.shape);
    const shape = permutation.map((axis) => x!.shape[axis]!);
    return view(
      x!,
      shape,
      strided(
        shape,
        permutation.map((axis) => strides[axis]!),
      ),
    );
  },
  slice: ([x], { begin, size }) => {
    const strides = stridesOf(x!.shape);
    const start = begin.reduce((index, first, axis) => index + first * strides[axis]!, 0);
    return view(x!, size, strided(size, strides, start));
  },
  pad: ([x], { before, after, value }) => {
    const shape = x!.shape.map((length, axis) => before[axis]! + length + after[axis]!);
    const strides = stridesOf(shape);
    const start = before.reduce((index, count, axis) => index + count * strides[axis]!, 0);
    const to = strided(x!.shape, strides, start);
    const y = make(shape, x!.dtype, () => value);
    for (let i = 0; i < x!.data.length; i++) y.data[to(i)] = x!.data[i]!;
    return y;
  },
  concat: (inputs, { axis }) => {
    const [{ shape: first, dtype }] = inputs as [Values];
    const lengths = inputs.map(({ shape }) => shape[axis]!);
    const shape = first.with(
      axis,
      lengths.reduce((a, b) => a + b),
    );
    const strides = stridesOf(shape);
    const y = make(shape, dtype, () => 0);
    let before = 0;
    for (const [k, x] of inputs.entries()) {
      const to = strided(x.shape, strides, before * strides[axis]!);
      for (let i = 0; i < x.data.length; i++) y.data[to(i)] = x.data[i]!;
      before += lengths[k]!;
    }
    return y;
  },
  flip: ([x], { axes }) => {
    const strides = stridesOf(x!.shape);
    const last = axes.reduce((index, axis) => index + (x!.shape[axis]! - 1) * strides[axis]!, 0);
    const back = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
    return view(x!, x!.shape, strided(x!.shape, back, last));
  },
  gather: ([x, indices]) => {
    const row = sizeOf(x!.shape.slice(1));
    return make([...indices!.shape, ...x!.shape.slice(1)], x!.dtype, (i) => {
      return x!.data[indices!.data[Math.floor(i / row)]! * row + (i % row)]!;
    });
  },
  scatterAdd: ([x, indices], { rows }) => {
    const rest = x!.shape.slice(indices!.shape.length);
    const row = sizeOf(rest);
    const y = make([rows, ...rest], x!.dtype, () => 0);
    for (let i = 0; i < x!.data.length; i++) {
      const to = indices!.data[Math.floor(i / row)]! * row + (i % row);
      y.data[to] = y.data[to]! + x!.data[i]!;
    }
    return y;
  },
};
