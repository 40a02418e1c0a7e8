import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { type Shape, ShapeError, showShape } from "../shape.ts";
import { pad } from "./pad.ts";

/** The block to cut out: where it begins and how long it is along each axis. */
export interface Block {
  readonly begin: readonly number[];
  readonly size: readonly number[];
}

function check(x: Shape, { begin, size }: Block): Shape {
  const fits =
    begin.length === x.length &&
    size.length === x.length &&
    x.every((length, axis) => begin[axis]! >= 0 && size[axis]! >= 0 && begin[axis]! + size[axis]! <= length);
  if (!fits) {
    throw new ShapeError(
      `slice: a block of ${showShape(size)} from ${showShape(begin)} does not lie inside ${showShape(x)}; give begin and size for each of its ${x.length} axes`,
    );
  }
  return size;
}

/**
 * A block of a tensor: $y_{i} = x_{\text{begin} + i}$.
 *
 * @throws ShapeError when the block does not lie inside.
 * @example
 * ```ts
 * import { slice, tensor } from "@downhill/tensor";
 * slice(tensor([1, 2, 3, 4]), { begin: [1], size: [2] }); // [2, 3]
 * ```
 */
export const slice: Op<["x"], Block> = op({
  name: "slice",
  inputs: ["x"],
  tex: String.raw`x_{i:i+n}`,
  shape: ([x], block) => check(x, block),
  forward: ({ x }, block) => run("slice", [x], block),
  vjp: {
    x: (ct, { x }, { begin, size }) =>
      pad(ct, { before: begin, after: x.shape.map((length, axis) => length - begin[axis]! - size[axis]!) }),
  },
  domain: (key) => [
    [normal(key, [4]), { begin: [1], size: [2] }],
    [normal(key, [3, 4]), { begin: [1, 0], size: [2, 3] }],
  ],
});
