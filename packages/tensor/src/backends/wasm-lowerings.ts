import type { DType } from "../dtype.ts";
import { broadcastShapes, sameShape, type Shape, sizeOf, windowCount } from "../shape.ts";
import { common, type Info, type Lowering, type Lowerings, type Run } from "./tensorflow.ts";

// TensorFlow.js's wasm kernels are fast if neighbours stay together and shapes are equal. Beyond four axes, and where
// operands broadcast, many of them go element by element through JavaScript or a general index; some a hundred times
// slower. The lowerings below express the same operations with the fast ones.

type Four = readonly [number, number, number, number];
type Six = readonly [number, number, number, number, number, number];

const reshape = (run: Run, x: Info, shape: Shape): Info => run("Reshape", { x }, { shape });
const transpose = (run: Run, x: Info, perm: readonly number[]): Info => run("Transpose", { x }, { perm });
const fill = (run: Run, shape: Shape, value: number, dtype: string): Info =>
  run("Fill", {}, { shape, value, dtype });
/** Its own keeps the last eight bits, so that 256 would be false. */
const castTo = (run: Run, x: Info, dtype: DType): Info =>
  dtype === "bool" && x.dtype !== "bool"
    ? run("NotEqual", { a: x, b: fill(run, [], 0, x.dtype) })
    : run("Cast", { x }, { dtype });
const append = (run: Run, x: Info, after: readonly number[]): Info =>
  after.every((count) => count === 0)
    ? x
    : run("PadV2", { x }, { paddings: after.map((count) => [0, count]), constantValue: 0 });

/** A product with ones broadcasts fast; `Tile` does not. */
function stretch(run: Run, x: Info, shape: Shape): Info {
  if (sizeOf(shape) === sizeOf(x.shape)) return reshape(run, x, shape);
  if (sizeOf(shape) === 0) return fill(run, shape, 0, x.dtype);
  if (x.dtype === "bool") return castTo(run, stretch(run, castTo(run, x, "int32"), shape), "bool");
  if (shape.length > 6) return common.broadcastTo(run, [x], { shape });
  return run("Multiply", { a: x, b: fill(run, shape, 1, x.dtype) });
}

type Compared = "pow" | "equal" | "notEqual" | "greater" | "greaterEqual" | "less" | "lessEqual";

/** These are fast only for operands of the same shape, and for scalars. */
const alike =
  <K extends Compared>(kernel: K): Lowering<K> =>
  (run, [a, b], attrs) => {
    const plain = sameShape(a!.shape, b!.shape) || sizeOf(a!.shape) === 1 || sizeOf(b!.shape) === 1;
    if (plain) return common[kernel](run, [a!, b!], attrs);
    const shape = broadcastShapes(kernel, a!.shape, b!.shape);
    return common[kernel](run, [stretch(run, a!, shape), stretch(run, b!, shape)], attrs);
  };

/** Its unary kernels go through floats, which round integers beyond 2^24. */
const negated = (run: Run, x: Info): Info =>
  x.dtype === "int32" ? run("Sub", { a: fill(run, [], 0, "int32"), b: x }) : common.neg(run, [x], {});

/** 1 where the value is NaN, otherwise 0. */
const nansOf = (run: Run, x: Info): Info => castTo(run, run("IsNan", { x }), "float32");

/** NaN where a flag is 1: to the rest 0/1 is added, there 0/0. */
function spoilt(run: Run, y: Info, flags: Info): Info {
  const without = run("Sub", { a: fill(run, [], 1, "float32"), b: flags });
  return run("Add", { a: y, b: run("RealDiv", { a: fill(run, [], 0, "float32"), b: without }) });
}

/** Its binary kernels check only whether the first operand is NaN. */
const extreme =
  (kernel: "Maximum" | "Minimum"): Lowering<"maximum" | "minimum"> =>
  (run, [a, b]) => {
    if (sizeOf(a!.shape) === 1 || sizeOf(b!.shape) === 1) {
      const [first, scalar] = sizeOf(b!.shape) === 1 ? [a!, b!] : [b!, a!];
      const y = run(kernel, { a: first, b: scalar });
      return y.dtype === "float32" ? spoilt(run, y, nansOf(run, scalar)) : y;
    }
    const shape = broadcastShapes(kernel, a!.shape, b!.shape);
    const [first, second] = [stretch(run, a!, shape), stretch(run, b!, shape)];
    const y = run(kernel, { a: first, b: second });
    if (y.dtype !== "float32") return y;
    return run("Select", { condition: run("IsNan", { x: second }), t: second, e: y });
  };

/** To its pools NaN is less than any number. */
const pool =
  <K extends "maxPool" | "avgPool">(kernel: K): Lowering<K> =>
  (run, [x], attrs) => {
    const y = common[kernel](run, [x!], attrs);
    return y.dtype === "float32" ? spoilt(run, y, common.maxPool(run, [nansOf(run, x!)], attrs)) : y;
  };

/** The number of terms added one after another, which loses at most that many units in the last place. */
const inARow = 256;

/** The sum over the middle one of three axes: of pieces, and then of these sums. */
function sumOver(run: Run, x: Info, [outer, length, inner]: readonly [number, number, number]): Info {
  const pieces = Math.ceil(length / inARow);
  const each = Math.ceil(length / pieces);
  const whole = append(run, reshape(run, x, [outer, length * inner]), [0, (pieces * each - length) * inner]);
  // Terms that are already adjacent need not be moved.
  const rows = inner === 1 ? [outer * pieces, each] : [outer * pieces, each, inner];
  const sums = run("Sum", { x: reshape(run, whole, rows) }, { axis: [1], keepDims: false });
  return pieces === 1 ? sums : sumOver(run, sums, [outer, pieces, inner]);
}

/** An axis that is taken whole merges with the one before it, so that longer rows are copied at once. */
function slice(run: Run, x: Info, begin: readonly number[], size: readonly number[]): Info {
  if (sameShape(size, x.shape)) return reshape(run, x, size);
  if (sizeOf(size) === 0) return fill(run, size, 0, x.dtype);
  const axes: { length: number; begin: number; size: number }[] = [];
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    const own = { length: x.shape[axis]!, begin: begin[axis]!, size: size[axis]! };
    const inner = axes[0];
    if (inner === undefined || inner.size < inner.length) axes.unshift(own);
    else
      axes[0] = {
        length: own.length * inner.length,
        begin: own.begin * inner.length,
        size: own.size * inner.length,
      };
  }
  const merged = reshape(
    run,
    x,
    axes.map(({ length }) => length),
  );
  const block = { begin: axes.map((axis) => axis.begin), size: axes.map((axis) => axis.size) };
  return reshape(run, run("Slice", { x: merged }, block), size);
}

/** Moves one axis after another to its place, past all axes before it: each time a swap of two of four axes. */
function moved(run: Run, x: Info, permutation: readonly number[]): Info {
  const order = x.shape.map((_, axis) => axis);
  const lengths = [...x.shape];
  let y = x;
  permutation.forEach((axis, to) => {
    const from = order.indexOf(axis);
    if (from === to) return;
    const parts = [lengths.slice(0, to), lengths.slice(to, from), [lengths[from]!], lengths.slice(from + 1)];
    y = transpose(run, reshape(run, y, parts.map(sizeOf)), [0, 2, 1, 3]);
    for (const each of [order, lengths]) each.splice(to, 0, ...each.splice(from, 1));
  });
  return reshape(run, y, lengths);
}

/** The image's pixels by their place within a stride: how long each of these images is, and which takes a place. */
function phases(x: Shape, [down, right]: Shape) {
  const [, height, width] = x as Four;
  const [high, wide] = [Math.ceil(height / down!), Math.ceil(width / right!)];
  const missing = [0, high * down! - height, wide * right! - width, 0];
  const at = (i: number, j: number) => ({
    phase: (i % down!) * right! + (j % right!),
    row: Math.floor(i / down!),
    column: Math.floor(j / right!),
  });
  return { high, wide, missing, at };
}

const grid = (rows: number, columns: number): (readonly [number, number])[] =>
  Array.from({ length: rows * columns }, (_, place) => [Math.floor(place / columns), place % columns]);

/** The wasm backend's lowerings for operations whose TensorFlow.js kernels are slow or wrong: they use other kernels. */
export const wasmLowerings: Partial<Lowerings> = {
  pow: alike("pow"),
  equal: alike("equal"),
  notEqual: alike("notEqual"),
  greater: alike("greater"),
  greaterEqual: alike("greaterEqual"),
  less: alike("less"),
  lessEqual: alike("lessEqual"),
  maximum: extreme("Maximum"),
  minimum: extreme("Minimum"),
  neg: (run, [x]) => negated(run, x!),
  abs: (run, [x]) =>
    x!.dtype === "int32" ? run("Maximum", { a: x!, b: negated(run, x!) }) : common.abs(run, [x!], {}),
  // Its kernel treats small numbers as zero.
  sign: (run, [x]) => {
    if (x!.dtype !== "float32") return common.sign(run, [x!], {});
    const [above, below] = [x!, run("Neg", { x: x! })].map((y) => run("Step", { x: y }, { alpha: 0 }));
    return run("Sub", { a: above!, b: below! });
  },
  cast: (run, [x], { dtype }) => castTo(run, x!, dtype),
  broadcastTo: (run, [x], { shape }) => stretch(run, x!, shape),
  // Its kernel does not write a scalar's memory.
  pad: (run, [x], attrs) => (x!.shape.length === 0 ? reshape(run, x!, []) : common.pad(run, [x!], attrs)),
  slice: (run, [x], { begin, size }) => slice(run, x!, begin, size),
  transpose: (run, [x], { permutation }) =>
    x!.shape.length > 4 ? moved(run, x!, permutation) : transpose(run, x!, permutation),
  // Its kernel adds one term after another: for a million equal terms the sum is off by one percent.
  sum: (run, [x], { axes, keepDims }) => {
    if (x!.dtype !== "float32" || sizeOf(axes.map((axis) => x!.shape[axis]!)) <= inARow)
      return common.sum(run, [x!], { axes, keepDims });
    const shape = [...x!.shape];
    let y = x!;
    for (const axis of axes.toReversed()) {
      y = sumOver(run, y, [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))]);
      shape[axis] = 1;
    }
    return reshape(run, y, keepDims ? shape : shape.filter((_, axis) => !axes.includes(axis)));
  },
  maxPool: pool("maxPool"),
  avgPool: pool("avgPool"),
  // Its kernel is a plain loop. This is a convolution of the dilated cotangents with the filter rotated.
  conv2dInput: (run, [ct, filter], { strides: [down, right], size: [height, width] }) => {
    const [batch, high, wide, channels] = ct!.shape as Four;
    const [rows, columns] = filter!.shape as Four;
    const apart = append(run, reshape(run, ct!, [batch * high * wide, channels]), [
      0,
      (right - 1) * channels,
    ]);
    const line = wide * right * channels;
    const lines = append(run, reshape(run, apart, [batch * high, line]), [0, (down - 1) * line]);
    const [tall, broad] = [(high - 1) * down + 1, (wide - 1) * right + 1];
    const spread = reshape(run, lines, [batch, high * down, wide * right, channels]);
    const image = slice(run, spread, [0, 0, 0, 0], [batch, tall, broad, channels]);
    const paddings = [
      [0, 0],
      [rows - 1, height - tall],
      [columns - 1, width - broad],
      [0, 0],
    ];
    const x = run("PadV2", { x: image }, { paddings, constantValue: 0 });
    const turned = transpose(run, run("Reverse", { x: filter! }, { dims: [0, 1] }), [0, 1, 3, 2]);
    return common.conv2d(run, [x, turned], { strides: [1, 1] });
  },
  patches: (run, [x], { strides, size: [rows, columns] }) => {
    const [batch, height, width, channels] = x!.shape as Four;
    const count = [windowCount(height, rows, strides[0]), windowCount(width, columns, strides[1])] as const;
    const { high, wide, missing, at } = phases(x!.shape, strides);
    const split = [batch, high, strides[0], wide, strides[1], channels];
    const apart = moved(run, reshape(run, append(run, x!, missing), split), [2, 4, 0, 1, 3, 5]);
    const images = reshape(run, apart, [strides[0] * strides[1] * batch, high, wide * channels]);
    const places = grid(rows, columns).map(([i, j]) => {
      const { phase, row, column } = at(i, j);
      const begin = [phase * batch, row, column * channels];
      const place = slice(run, images, begin, [batch, count[0], count[1] * channels]);
      return reshape(run, place, [1, batch * count[0] * count[1], channels]);
    });
    const windows = transpose(run, run("Concat", places, { axis: 0 }), [1, 0, 2]);
    return reshape(run, windows, [batch, ...count, rows, columns, channels]);
  },
  patchesAdd: (run, [y], { strides, size: [height, width] }) => {
    const [batch, down, across, rows, columns, channels] = y!.shape as unknown as Six;
    const { high, wide, missing, at } = phases([batch, height, width, channels], strides);
    const windows = reshape(run, y!, [batch * down * across, rows * columns, channels]);
    const places = reshape(run, transpose(run, windows, [1, 0, 2]), [
      rows * columns * batch,
      down,
      across * channels,
    ]);
    const shape = [batch, high, wide * channels];
    const sums: (Info | undefined)[] = Array.from({ length: strides[0] * strides[1] });
    for (const [place, [i, j]] of grid(rows, columns).entries()) {
      const { phase, row, column } = at(i, j);
      const part = slice(run, places, [place * batch, 0, 0], [batch, down, across * channels]);
      const paddings = [
        [0, 0],
        [row, high - row - down],
        [column * channels, (wide - column - across) * channels],
      ];
      const laid = run("PadV2", { x: part }, { paddings, constantValue: 0 });
      const before = sums[phase];
      sums[phase] = before === undefined ? laid : run("Add", { a: before, b: laid });
    }
    const images = sums.map((sum) => sum ?? fill(run, shape, 0, y!.dtype));
    const apart = reshape(run, run("Concat", images, { axis: 0 }), [...strides, batch, high, wide, channels]);
    const whole = reshape(run, moved(run, apart, [2, 3, 0, 4, 1, 5]), [
      batch,
      height + missing[1]!,
      width + missing[2]!,
      channels,
    ]);
    return slice(run, whole, [0, 0, 0, 0], [batch, height, width, channels]);
  },
};
