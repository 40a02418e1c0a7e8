import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { ShapeError, showShape } from "../shape.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";

/**
 * The whole tensor repeated along each axis: $y_i = x_{i \bmod n}$.
 *
 * @throws ShapeError when there is not one count for each axis.
 * @example
 * ```ts
 * import { tensor, tile } from "@downhill/tensor";
 * tile(tensor([1, 2]), [2]); // [1, 2, 1, 2]
 * ```
 * @see NumPy reference, `tile`.
 */
export const tile: Op<["x"], readonly number[]> = op({
  name: "tile",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{i \bmod n}`,
  attribute: "times",
  shape: ([x], times) => {
    if (times.length !== x.length || !times.every((count) => Number.isInteger(count) && count >= 0)) {
      throw new ShapeError("invalid-counts", {
        en: `tile: counts ${showShape(times)} do not fit ${showShape(x)}; give each axis a count of 0 or more`,
        zh: `tile：次数 ${showShape(times)} 与 ${showShape(x)} 不符；请为每个轴给出不小于 0 的整数`,
      });
    }
    return x.map((length, axis) => length * times[axis]!);
  },
  forward: ({ x }, times) => {
    const apart = reshape(
      x,
      x.shape.flatMap((length) => [1, length]),
    );
    const copies = broadcastTo(
      apart,
      x.shape.flatMap((length, axis) => [times[axis]!, length]),
    );
    return reshape(
      copies,
      x.shape.map((length, axis) => length * times[axis]!),
    );
  },
  vjp: {
    x: (ct, { x }, times) =>
      sum(
        reshape(
          ct,
          x.shape.flatMap((length, axis) => [times[axis]!, length]),
        ),
        { axes: x.shape.map((_, axis) => 2 * axis) },
      ),
  },
  domain: (key) => [
    [normal(key, [3]), [2]],
    [normal(key, [2, 3]), [3, 2]],
    [normal(key, [2, 1]), [1, 4]],
  ],
});
