import { DTypeError, isFloat } from "../dtype.ts";
import { KindError } from "../kind-error.ts";
import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { run } from "../run.ts";
import { sameShape, type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { isDeferred, isNumber } from "../tracing.ts";
import { add } from "./add.ts";
import { flip } from "./flip.ts";
import { identity } from "./identity.ts";
import { reshape } from "./reshape.ts";
import { sub } from "./sub.ts";

// Each is the transpose of the other, which also gives the gradient rules.

/**
 * The block to cut out: the first element along each axis, how many there are, and how far apart (default
 * 1). A negative step goes backwards.
 */
export interface Block {
  readonly begin: readonly number[];
  readonly size: readonly number[];
  readonly steps?: readonly number[];
}

function check(x: Shape, { begin, size, steps = x.map(() => 1) }: Block): Shape {
  const named = [begin, size, steps].every(
    (counts) => counts.length === x.length && counts.every(Number.isInteger),
  );
  const inside = x.every((length, axis) => {
    const last = begin[axis]! + (size[axis]! - 1) * steps[axis]!;
    if (size[axis] === 0) return begin[axis]! >= 0 && begin[axis]! <= length;
    return size[axis]! > 0 && Math.min(begin[axis]!, last) >= 0 && Math.max(begin[axis]!, last) < length;
  });
  if (!named || !inside || steps.includes(0)) {
    const apart = steps.some((step) => step !== 1) ? ` in steps of ${showShape(steps)}` : "";
    throw new ShapeError("out-of-bounds", {
      en: `slice: a block of ${showShape(size)} from ${showShape(begin)}${apart} does not lie inside ${showShape(x)}; give begin and size for each of its ${x.length} axes`,
      zh: `slice：从 ${showShape(begin)} 起、大小为 ${showShape(size)} 的一块${apart === "" ? "" : `（步长 ${showShape(steps)}）`}超出了 ${showShape(x)}；请为它的 ${x.length} 个轴分别给出 begin 和 size`,
    });
  }
  return size;
}

/** The same block read forwards, and the axes to flip afterwards. */
function forwards({ begin, size, steps = begin.map(() => 1) }: Block) {
  const backwards = steps.flatMap((step, axis) => (step < 0 ? [axis] : []));
  const first = begin.map((at, axis) =>
    steps[axis]! < 0 ? at + Math.max(0, size[axis]! - 1) * steps[axis]! : at,
  );
  return { begin: first, size, steps: steps.map(Math.abs), backwards };
}

const turned = (x: Tensor, axes: readonly number[]): Tensor => (axes.length === 0 ? x : flip(x, axes));

/** Every `step`-th along one axis: rows of `step` elements, of which the first column is kept. */
function every(x: Tensor, axis: number, step: number): Tensor {
  const { shape } = x;
  const [outer, length, inner] = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
  const count = Math.ceil(length / step);
  const rows = pad(reshape(x, [outer, length * inner]), {
    before: [0, 0],
    after: [0, (count * step - length) * inner],
  });
  const [down, across] = [outer * count, step * inner];
  const first = run("slice", [reshape(rows, [down, across])], { begin: [0, 0], size: [down, inner] });
  return reshape(first, shape.with(axis, count));
}

/**
 * A block of a tensor: $y_{i} = x_{b + is}$, with start $b$ and steps $s$.
 *
 * @throws ShapeError when the block does not lie inside, or a step is 0.
 * @example
 * ```ts
 * import { slice, tensor } from "@downhill/tensor";
 * slice(tensor([1, 2, 3, 4]), { begin: [1], size: [2] }); // [2, 3]
 * slice(tensor([1, 2, 3, 4]), { begin: [3], size: [2], steps: [-2] }); // [4, 2]
 * ```
 * @see NumPy user guide, "Indexing on ndarrays", slicing and striding.
 */
export const slice: Op<["x"], Block> = op({
  name: "slice",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{b+is}`,
  options: ["begin", "size", "steps"],
  shape: ([x], block) => check(x, block),
  forward: ({ x }, block) => {
    const { begin, size, steps, backwards } = forwards(block);
    const span = size.map((count, axis) => (count === 0 ? 0 : (count - 1) * steps[axis]! + 1));
    const whole = sameShape(span, x.shape) ? identity(x) : run("slice", [x], { begin, size: span });
    const thinned = steps.reduce((y, step, axis) => (step === 1 ? y : every(y, axis, step)), whole);
    return turned(thinned, backwards);
  },
  vjp: {
    x: (ct, { x }, block) => {
      const { begin, size, steps, backwards } = forwards(block);
      const span = size.map((count, axis) => (count === 0 ? 0 : (count - 1) * steps[axis]! + 1));
      return pad(turned(ct, backwards), {
        before: begin,
        between: steps.map((step) => step - 1),
        after: x.shape.map((length, axis) => length - begin[axis]! - span[axis]!),
      });
    },
  },
  domain: (key) => [
    [normal(key, [4]), { begin: [1], size: [2] }],
    [normal(key, [3, 4]), { begin: [1, 0], size: [2, 3] }],
    [normal(key, [5, 4]), { begin: [0, 1], size: [3, 1], steps: [2, 3] }],
    [normal(key, [4, 5]), { begin: [3, 0], size: [2, 2], steps: [-2, 3] }],
  ],
});

/** How many elements to put before, after, and between neighbours, along each axis, and their value (default 0). */
export interface Margins {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly between?: readonly number[];
  readonly value?: number;
}

/** Puts `count` elements after each but the last along one axis. */
function spread(x: Tensor, axis: number, count: number, value: number): Tensor {
  const { shape } = x;
  const [outer, length, inner] = [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
  if (count === 0 || length === 0) return x;
  const rows = run("pad", [reshape(x, [outer * length, inner])], {
    before: [0, 0],
    after: [0, count * inner],
    value,
  });
  const long = length * (count + 1) - count;
  const lines = reshape(rows, [outer, length * (count + 1) * inner]);
  const cut = run("slice", [lines], { begin: [0, 0], size: [outer, long * inner] });
  return reshape(cut, shape.with(axis, long));
}

/** Whether it is padded with a whole number that a kernel, which receives it as float32, would round. */
function isWhole(x: Tensor, value: number): boolean {
  if (isFloat(x.dtype) || isDeferred(value)) return false;
  if (value !== (value | 0)) {
    throw new DTypeError("not-representable", {
      en: `pad: value is ${value} but x is ${x.dtype}, which cannot hold it; give a whole number, or use cast(x, "${x.backend.float}")`,
      zh: `pad：value 是 ${value}，而 ${x.dtype} 的 x 存不下它；请给出整数，或使用 cast(x, "${x.backend.float}")`,
    });
  }
  return value !== Math.fround(value);
}

/**
 * Surrounds a tensor with zeros or another value; `between` spreads its elements apart. With zeros it is the
 * transpose of {@link slice}.
 *
 * @throws ShapeError when the margins do not cover every axis, or are negative.
 * @example
 * ```ts
 * import { pad, tensor } from "@downhill/tensor";
 * pad(tensor([1, 2]), { before: [1], after: [0] }); // [0, 1, 2]
 * pad(tensor([1, 2]), { before: [0], after: [0], between: [2] }); // [1, 0, 0, 2]
 * ```
 * @see XLA, "Operation semantics", Pad.
 */
export const pad: Op<["x"], Margins> = op({
  name: "pad",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`(0,\, x,\, 0)`,
  options: ["before", "after", "between", "value"],
  shape: ([x], { before, after, between = x.map(() => 0), value = 0 }) => {
    if (!isNumber(value)) {
      throw new KindError("not-a-number", {
        en: `pad: value is ${typeof value}, not a number; give one, or leave it out for 0`,
        zh: `pad：value 是 ${typeof value}，不是数；请给出一个数，省略则为 0`,
      });
    }
    const counts = [before, after, between];
    if (
      !counts.every(
        (each) => each.length === x.length && each.every((count) => Number.isInteger(count) && count >= 0),
      )
    ) {
      throw new ShapeError("invalid-counts", {
        en: `pad: margins ${counts.slice(0, 2).map(showShape).join(" and ")}, with ${showShape(between)} between neighbours, do not fit ${showShape(x)}; give each axis a count of 0 or more`,
        zh: `pad：边距 ${counts.slice(0, 2).map(showShape).join(" 和 ")}、间隔 ${showShape(between)} 与 ${showShape(x)} 不符；请为每个轴给出不小于 0 的整数`,
      });
    }
    return x.map(
      (length, axis) => before[axis]! + length + Math.max(0, length - 1) * between[axis]! + after[axis]!,
    );
  },
  forward: ({ x }, { before, after, between = [], value = 0 }) => {
    if (isWhole(x, value)) {
      return add(
        pad(sub(x, value), { before, after, between: x.shape.map((_, axis) => between[axis] ?? 0) }),
        value,
      );
    }
    const apart = between.reduce((y, count, axis) => spread(y, axis, count, value), x);
    const none = [...before, ...after].every((count) => count === 0);
    return none ? identity(apart) : run("pad", [apart], { before, after, value });
  },
  vjp: {
    x: (ct, { x }, { before, between = x.shape.map(() => 0) }) =>
      slice(ct, { begin: before, size: x.shape, steps: between.map((count) => count + 1) }),
  },
  domain: (key) => [
    [normal(key, [2]), { before: [1], after: [0] }],
    [normal(key, [2, 2]), { before: [0, 2], after: [1, 1] }],
    [normal(key, [2]), { before: [1], after: [1], value: -3 }],
    [normal(key, [3, 2]), { before: [1, 0], after: [0, 2], between: [2, 1] }],
  ],
});
