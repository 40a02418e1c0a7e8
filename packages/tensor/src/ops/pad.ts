import { op, type Op, run } from "../op.ts";
import { normal } from "../random.ts";
import { ShapeError, showShape } from "../shape.ts";
import { slice } from "./slice.ts";

/** How many elements to put before and after, along each axis, and what they are (0 unless named). */
export interface Margins {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly value?: number;
}

/**
 * Surrounds a tensor with zeros, or another value. With zeros it is the transpose of {@link slice}.
 *
 * @throws ShapeError when the margins do not name each axis, or are negative.
 * @example
 * ```ts
 * import { pad, tensor } from "@downhill/tensor";
 * pad(tensor([1, 2]), { before: [1], after: [0] }); // [0, 1, 2]
 * ```
 */
export const pad: Op<["x"], Margins> = op({
  name: "pad",
  inputs: ["x"],
  tex: String.raw`(0,\, x,\, 0)`,
  shape: ([x], { before, after }) => {
    if (
      before.length !== x.length ||
      after.length !== x.length ||
      [...before, ...after].some((count) => !(count >= 0))
    ) {
      throw new ShapeError(
        `pad: margins ${showShape(before)} and ${showShape(after)} do not fit ${showShape(x)}; give each axis a count of 0 or more`,
      );
    }
    return x.map((length, axis) => before[axis]! + length + after[axis]!);
  },
  forward: ({ x }, margins) => run("pad", [x], { value: 0, ...margins }),
  vjp: { x: (ct, { x }, { before }) => slice(ct, { begin: before, size: x.shape }) },
  domain: (key) => [
    [normal(key, [2]), { before: [1], after: [0] }],
    [normal(key, [2, 2]), { before: [0, 2], after: [1, 1] }],
    [normal(key, [2]), { before: [1], after: [1], value: -3 }],
  ],
});
