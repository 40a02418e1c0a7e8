import { checkFlag } from "../check-flag.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { isFloat } from "../dtype.ts";
import { checkOptions } from "../options.ts";
import { resolveAxes, type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { cast } from "./cast.ts";
import { div } from "./div.ts";
import { equal } from "./equal.ts";
import { greater } from "./greater.ts";
import { mul } from "./mul.ts";
import { notEqual } from "./not-equal.ts";
import { reduceNames, type Reduce, type Reduced, reduction } from "./reduction.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

const words = { max: { en: "largest", zh: "最大值" }, min: { en: "smallest", zh: "最小值" } } as const;
type Which = keyof typeof words;

/** Like {@link reduction}, for a result that does not exist without elements. */
function filled(name: Which, x: Shape, over: Reduce | undefined): Reduced {
  const reduced = reduction(name, x, over);
  if (sizeOf(reduced.axes.map((axis) => x[axis]!)) === 0) {
    throw new ShapeError("empty", {
      en: `${name}: ${showShape(x)} has no elements along axes ${showShape(reduced.axes)}, so it has no ${words[name].en}; give it an element`,
      zh: `${name}：${showShape(x)} 沿轴 ${showShape(reduced.axes)} 没有元素，也就没有${words[name].zh}；请至少给它一个元素`,
    });
  }
  return reduced;
}

/** The extreme element over axes. Elements that tie share the gradient equally. */
export const extreme = (name: Which): Op<["x"], Reduce | undefined> =>
  op({
    name,
    inputs: ["x"],
    takes: "value",
    tex: `\\${name}_i x_i`,
    options: reduceNames,
    shape: ([x], over) => filled(name, x, over).shape,
    forward: ({ x }, over) => run(name, [x], filled(name, x.shape, over)),
    vjp: {
      x: (ct, { x, y }, over) => {
        const { axes, kept } = reduction(name, x.shape, over);
        const winners = cast(equal(x, reshape(y, kept)), ct.dtype);
        return mul(reshape(ct, kept), div(winners, sum(winners, { axes, keepDims: true })));
      },
    },
    domain: (key) => [
      [normal(key, [2, 3])],
      [normal(key, [2, 3, 2]), { axes: 1 }],
      [normal(key, [4]), { keepDims: true }],
    ],
  });

/** The axis (default the last), and whether it is kept with length 1. */
export interface AlongAxis {
  readonly axis?: number;
  readonly keepDims?: boolean;
}

/** The axis of the index, and the shape of the result. */
function alongAxis(name: string, which: Which, x: Shape, given: number | AlongAxis = {}) {
  const { axis = -1, keepDims = false } =
    typeof given === "number" ? { axis: given } : checkOptions(name, given, ["axis", "keepDims"]);
  checkFlag(name, "keepDims", keepDims);
  const along = onlyAxis(name, which, x, axis);
  return { along, shape: keepDims ? x.with(along, 1) : x.toSpliced(along, 1) };
}

function onlyAxis(name: string, which: Which, x: Shape, axis: number): number {
  const resolved = resolveAxes(name, x, axis)[0]!;
  if (x[resolved] === 0) {
    throw new ShapeError("empty", {
      en: `${name}: axis ${axis} is empty, so it has no ${words[which].en}; give it an element`,
      zh: `${name}：轴 ${axis} 是空的，没有元素就没有${words[which].zh}；请至少给它一个元素`,
    });
  }
  return resolved;
}

/** The position of the first NaN along the axis instead, in rows that have one: kernels skip it. */
function firstNaN(x: Tensor, axis: number, otherwise: Tensor): Tensor {
  const nan = cast(notEqual(x, x), x.dtype);
  const some = run("max", [nan], { axes: [axis], keepDims: false });
  return where(greater(some, 0), run("argMax", [nan], { axis }), otherwise);
}

/**
 * The position of the extreme element along an axis, by default the last: the first of those that tie, or the first
 * NaN.
 */
export const whereExtreme = (name: "argMax" | "argMin"): Op<["x"], number | AlongAxis | undefined> => {
  const which = name === "argMax" ? "max" : "min";
  return op({
    name,
    inputs: ["x"],
    takes: "value",
    gives: "int32",
    tex: String.raw`\operatorname*{arg\,${which}}_i x_i`,
    attribute: "axis",
    shape: ([x], given) => alongAxis(name, which, x, given).shape,
    forward: ({ x }, given) => {
      const { along, shape } = alongAxis(name, which, x.shape, given);
      const found = run(name, [x], { axis: along });
      return reshape(isFloat(x.dtype) ? firstNaN(x, along, found) : found, shape);
    },
    vjp: { x: null },
    domain: (key) => [
      [normal(key, [2, 3])],
      [normal(key, [2, 3, 2]), 1],
      [normal(key, [2, 3]), { axis: 0, keepDims: true }],
    ],
  });
};
