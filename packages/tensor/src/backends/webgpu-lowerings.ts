import type { KernelName } from "../backend.ts";
import type { DType } from "../dtype.ts";
import { ShapeError, showShape, sizeOf } from "../shape.ts";
import { placesOf } from "./convolutions.ts";
import { common, type Info, type Lowering, type Lowerings, type Run } from "./tensorflow.ts";

/** A run of neighbouring axes that are all stretched from 1, as [before, stretched, after]. */
interface Stretch {
  readonly before: number;
  readonly by: number;
  readonly after: number;
}

/** The stretched axes of a broadcast in runs, from the last to the first. */
function stretches(from: readonly number[], to: readonly number[]): readonly Stretch[] {
  const runs: Stretch[] = [];
  for (let end = to.length; end > 0; end--) {
    if (from[end - 1] === to[end - 1]) continue;
    let begin = end - 1;
    while (begin > 0 && from[begin - 1] !== to[begin - 1]) begin--;
    runs.push({
      before: sizeOf(from.slice(0, begin)),
      by: sizeOf(to.slice(begin, end)),
      after: sizeOf(to.slice(end)),
    });
    end = begin + 1;
  }
  return runs;
}

const reshape = (run: Run, x: Info, shape: readonly number[]): Info => run("Reshape", { x }, { shape });

/** TensorFlow.js only relabels integers as floats; `Floor`, which changes none of them, really converts them. */
const floats = (run: Run, x: Info): Info =>
  x.dtype === "float32" ? x : run("Floor", { x: run("Cast", { x }, { dtype: "float32" }) });

const castTo = (run: Run, x: Info, dtype: DType): Info =>
  dtype === "float32" ? floats(run, x) : run("Cast", { x }, { dtype });

/** Its transpose shader, with which many kernels begin, does not compile for integers. */
const throughFloats =
  <K extends KernelName>(lowering: Lowering<K>): Lowering<K> =>
  (run, inputs, attrs) => {
    const whole = inputs.map((x) => floats(run, x));
    return castTo(run, lowering(run, whole, attrs), inputs[0]!.dtype);
  };

const fill = (run: Run, shape: readonly number[], value: number, dtype: DType): Info =>
  run("Fill", {}, { shape, value, dtype });

/** One axis of a shape, with all those before it and all those after it merged. */
const around = (shape: readonly number[], axis: number): readonly [number, number, number] => [
  sizeOf(shape.slice(0, axis)),
  shape[axis]!,
  sizeOf(shape.slice(axis + 1)),
];

/** Its kernels have at most 4, 5 or 6 axes; an elementwise operation needs only one. */
const elementwise =
  <K extends KernelName>(lowering: Lowering<K>): Lowering<K> =>
  (run, [x], attrs) =>
    reshape(run, lowering(run, [reshape(run, x!, [sizeOf(x!.shape)])], attrs), x!.shape);

/** Neighbouring axes that are all reduced, or all kept, merge; an empty sum is handled separately, since no buffer can be empty. */
const reduction = <K extends "sum" | "max" | "min">(kernel: K, ofNothing: number): Lowering<K> =>
  throughFloats<K>((run, [x], { axes, keepDims }) => {
    const { shape, dtype } = x!;
    const gone = shape.map((_, axis) => axes.includes(axis));
    const to = shape
      .map((length, axis) => (gone[axis] ? 1 : length))
      .filter((_, axis) => keepDims || !gone[axis]);
    if (sizeOf(shape) === 0) return fill(run, to, ofNothing, dtype);
    const begins = shape.map((_, axis) => axis).filter((axis) => axis === 0 || gone[axis] !== gone[axis - 1]);
    const merged = begins.map((begin, i) => sizeOf(shape.slice(begin, begins[i + 1])));
    const over = begins.flatMap((begin, i) => (gone[begin] ? [i] : []));
    const y = common[kernel](run, [reshape(run, x!, merged)], { axes: over, keepDims: false });
    return reshape(run, y, to);
  });

const alongOne =
  <K extends "argMax" | "argMin">(kernel: K): Lowering<K> =>
  (run, [x], { axis }) => {
    const { shape } = x!;
    const y = common[kernel](run, [reshape(run, floats(run, x!), around(shape, axis))], { axis: 1 });
    return reshape(run, y, shape.toSpliced(axis, 1));
  };

/** Kernels that move elements on more axes than its shaders support. */
const fewAxes =
  <K extends KernelName>(name: K, lowering: Lowering<K>): Lowering<K> =>
  (run, inputs, attrs) => {
    const most = inputs.find(({ shape }) => shape.length > 6);
    if (most === undefined) return lowering(run, inputs, attrs);
    throw new ShapeError("too-many-axes", {
      en: `${name}: ${showShape(most.shape)} has more than 6 axes, which TensorFlow.js cannot move; reshape neighbouring axes into one`,
      zh: `${name}：${showShape(most.shape)} 的轴超过 6 个，TensorFlow.js 无法移动；请用 reshape 把相邻的轴合并`,
    });
  };

/** The kernels that TensorFlow.js's WebGPU backend lacks or gets wrong, built from others. */
export const webgpuLowerings: Partial<Lowerings> = {
  neg: elementwise(common.neg),
  sqrt: elementwise(common.sqrt),
  tanh: elementwise(common.tanh),
  relu: elementwise(common.relu),
  abs: elementwise(common.abs),
  floor: elementwise(common.floor),
  erf: elementwise(common.erf),
  // A shader may turn NaN into any number. But x lies below its exponential and above its logarithms, and the maximum and
  // the minimum of two are NaN if either is.
  exp: elementwise((run, [x]) => run("Maximum", { a: run("Exp", { x: x! }), b: x! })),
  log: elementwise((run, [x]) => run("Minimum", { a: run("Log", { x: x! }), b: x! })),
  // Its shader also takes the logarithm of negative numbers, which may give any number.
  log1p: elementwise((run, [x]) => {
    const e = run("Minimum", { a: run("Log1p", { x: x! }), b: x! });
    const condition = common.less(run, [x!, fill(run, [1], -1, "float32")], {});
    return run("Select", { condition, t: fill(run, x!.shape, NaN, "float32"), e });
  }),
  sign: elementwise((run, [x]) => {
    const y = run("Sign", { x: x! });
    return x!.dtype === "float32" ? run("Select", { condition: run("IsNan", { x: x! }), t: x!, e: y }) : y;
  }),
  // A power of zero gets its sign from a product with it, which is NaN if the power is infinite.
  pow: (run, [a, b], attrs) => {
    const y = common.pow(run, [a!, b!], attrs);
    if (y.dtype !== "float32" || sizeOf(y.shape) === 0) return y;
    const zero = (x: Info): Info =>
      fill(
        run,
        x.shape.map(() => 1),
        0,
        x.dtype,
      );
    const infinite = run("LogicalAnd", {
      a: common.equal(run, [a!, zero(a!)], {}),
      b: common.less(run, [b!, zero(b!)], {}),
    });
    const [condition, t, e] = [infinite, fill(run, y.shape, Infinity, "float32"), y].map((x) =>
      reshape(run, x, [sizeOf(y.shape)]),
    );
    return reshape(run, run("Select", { condition: condition!, t: t!, e: e! }), y.shape);
  },
  where: (run, inputs, attrs) => {
    const { shape } = inputs[1]!;
    const flat = inputs.map((x) => reshape(run, x, [sizeOf(shape)]));
    return reshape(run, common.where(run, flat, attrs), shape);
  },
  // Its kernel reads the transposed operand as fast as the other.
  matmul: (run, [a, b], attrs) => {
    const { transposeA, transposeB } = attrs;
    if (sizeOf(a!.shape) > 0 && sizeOf(b!.shape) > 0) return run("BatchMatMul", { a: a!, b: b! }, attrs);
    const shape = [
      ...a!.shape.slice(0, -2),
      a!.shape.at(transposeA ? -1 : -2)!,
      b!.shape.at(transposeB ? -2 : -1)!,
    ];
    return fill(run, shape, 0, a!.dtype);
  },
  // Tile on 5 axes or more reads the values back, and waits for them; so each run of broadcast axes becomes one of three axes.
  broadcastTo: (run, [x], { shape }) => {
    const from = [...Array<number>(shape.length - x!.shape.length).fill(1), ...x!.shape];
    const y = stretches(from, shape).reduce(
      (part, { before, by, after }) =>
        run("Tile", { x: reshape(run, part, [before, 1, after]) }, { reps: [1, by, 1] }),
      x!,
    );
    return reshape(run, y, shape);
  },
  pad: (run, [x], { before, after, value }) => {
    const to = x!.shape.map((length, axis) => before[axis]! + length + after[axis]!);
    if (sizeOf(x!.shape) === 0) return fill(run, to, value, x!.dtype);
    if (to.length <= 4) return common.pad(run, [x!], { before, after, value });
    return to.reduce(
      (part, length, axis) => {
        const shape = part.shape.with(axis, length);
        const [padBefore, padAfter] = [before[axis]!, after[axis]!];
        if (padBefore + padAfter === 0) return part;
        const three = reshape(run, part, around(part.shape, axis));
        const attrs = { before: [0, padBefore, 0], after: [0, padAfter, 0], value };
        return reshape(run, common.pad(run, [three], attrs), shape);
      },
      run("Identity", { x: x! }),
    );
  },
  scatterAdd: (run, [x, indices], { rows }) =>
    sizeOf(x!.shape) > 0
      ? common.scatterAdd(run, [x!, indices!], { rows })
      : fill(run, [rows, ...x!.shape.slice(indices!.shape.length)], 0, x!.dtype),
  cast: (run, [x], { dtype }) => castTo(run, x!.dtype === dtype ? run("Identity", { x: x! }) : x!, dtype),
  transpose: fewAxes("transpose", throughFloats(common.transpose)),
  slice: fewAxes("slice", common.slice),
  flip: fewAxes("flip", common.flip),
  concat: fewAxes("concat", common.concat),
  gather: fewAxes("gather", common.gather),
  sum: reduction("sum", 0),
  max: reduction("max", -Infinity),
  min: reduction("min", Infinity),
  // Its reverse-sum shader contains the length, and is reused for other lengths.
  cumsum: throughFloats((run, [x], { axis, exclusive, reverse }) => {
    const turned = (y: Info): Info => (reverse ? run("Reverse", { x: y }, { dims: [1] }) : y);
    const three = turned(reshape(run, x!, around(x!.shape, axis)));
    const y = run("Cumsum", { x: three }, { axis: 1, exclusive, reverse: false });
    return reshape(run, turned(y), x!.shape);
  }),
  conv2d: throughFloats(common.conv2d),
  conv2dInput: throughFloats(common.conv2dInput),
  conv2dFilter: throughFloats(common.conv2dFilter),
  avgPool: throughFloats(common.avgPool),
  // Its kernel skips NaN, and starts from a finite number, although minus infinity is smaller.
  maxPool: (run, [x], windows) => placesOf(run, x!, windows).reduce((a, b) => run("Maximum", { a, b })),
  argMax: alongOne("argMax"),
  argMin: alongOne("argMin"),
};
