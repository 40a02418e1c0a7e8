import type { DType } from "../dtype.ts";
import { broadcastShapes, sameShape, type Shape, sizeOf } from "../shape.ts";
import { common, type Info, type Lowering, type Lowerings, type Run } from "./tensorflow.ts";
import { append, fill, moved, reshape, slice, transpose } from "./wasm-moves.ts";
import { wasmWindows } from "./wasm-windows.ts";

// TensorFlow.js's wasm kernels are fast if neighbours stay together and shapes are equal. Beyond four axes, and where
// operands broadcast, many of them go element by element through JavaScript or a general index; some a hundred times
// slower. The lowerings below express the same operations with the fast ones.

/** Its own keeps the last eight bits, so that 256 would be false. */
const castTo = (run: Run, x: Info, dtype: DType): Info =>
  dtype === "bool" && x.dtype !== "bool"
    ? run("NotEqual", { a: x, b: fill(run, [], 0, x.dtype) })
    : run("Cast", { x }, { dtype });
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
const stretched =
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

/** NaN where a flag is 1: 0/0 is added there, and 0/1 elsewhere. */
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

/** Its pools treat NaN as less than any number. */
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

/** The wasm backend's lowerings for operations whose TensorFlow.js kernels are slow or wrong: they use other kernels. */
export const wasmLowerings: Partial<Lowerings> = {
  pow: stretched("pow"),
  equal: stretched("equal"),
  notEqual: stretched("notEqual"),
  greater: stretched("greater"),
  greaterEqual: stretched("greaterEqual"),
  less: stretched("less"),
  lessEqual: stretched("lessEqual"),
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
  ...wasmWindows,
};
