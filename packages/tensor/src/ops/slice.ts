import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { normal } from "../random.ts";
import { sameShape, type Shape, ShapeError, showShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { flip } from "./flip.ts";
import { identity } from "./identity.ts";
import { pad } from "./pad.ts";
import { reshape } from "./reshape.ts";

/**
 * The block to cut out: which element comes first along each axis, how many there are, and how far apart (1 unless
 * named). A negative step goes backwards.
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
    throw new ShapeError(
      `slice: a block of ${showShape(size)} from ${showShape(begin)}${apart} does not lie inside ${showShape(x)}; give begin and size for each of its ${x.length} axes`,
      `slice：从 ${showShape(begin)} 起、大小为 ${showShape(size)} 的一块${apart === "" ? "" : `（步长 ${showShape(steps)}）`}超出了 ${showShape(x)}；请为它的 ${x.length} 个轴分别给出 begin 和 size`,
    );
  }
  return size;
}

/** The same block read forwards, and the axes to turn round afterwards. */
function forwards({ begin, size, steps = begin.map(() => 1) }: Block) {
  const backwards = steps.flatMap((step, axis) => (step < 0 ? [axis] : []));
  const first = begin.map((at, axis) =>
    steps[axis]! < 0 ? at + Math.max(0, size[axis]! - 1) * steps[axis]! : at,
  );
  return { begin: first, size, steps: steps.map(Math.abs), backwards };
}

const turned = (x: Tensor, axes: readonly number[]): Tensor => (axes.length === 0 ? x : flip(x, axes));

/** Every `step`-th along one axis: rows of `step` elements, of which the first column stays. */
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
 * A block of a tensor: $y_{i} = x_{b + is}$, with $b$ the beginning and $s$ the steps.
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
