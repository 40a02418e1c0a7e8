import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { resolveAxes, type Shape, ShapeError } from "../shape.ts";
import { broadcastTo } from "./broadcast-to.ts";
import { reshape } from "./reshape.ts";
import { sum } from "./sum.ts";

/** How often to repeat each element, and along which axis (default the last). */
export interface Repeats {
  readonly times: number;
  readonly axis?: number;
}

function lay(x: Shape, { times, axis = -1 }: Repeats) {
  const at = resolveAxes("repeat", x, axis)[0]!;
  if (!Number.isInteger(times) || times < 0) {
    throw new ShapeError("out-of-range", {
      en: `repeat: ${times} is not a number of times; give an integer of 0 or more`,
      zh: `repeat：${times} 不能作为次数；请给出不小于 0 的整数`,
    });
  }
  return { at, single: x.toSpliced(at + 1, 0, 1), apart: x.toSpliced(at + 1, 0, times) };
}

/**
 * Each element several times in a row along an axis: $y_i = x_{\lfloor i / r \rfloor}$. On images it is upsampling.
 *
 * @throws ShapeError when the axis does not exist, or the count is invalid.
 * @example
 * ```ts
 * import { repeat, tensor } from "@downhill/tensor";
 * repeat(tensor([1, 2]), { times: 2 }); // [1, 1, 2, 2]
 * ```
 * @see NumPy reference, `repeat`.
 */
export const repeat: Op<["x"], Repeats> = op({
  name: "repeat",
  inputs: ["x"],
  takes: "value",
  tex: String.raw`x_{\lfloor i / r \rfloor}`,
  options: ["times", "axis"],
  shape: ([x], repeats) => {
    const { at } = lay(x, repeats);
    return x.with(at, x[at]! * repeats.times);
  },
  forward: ({ x }, repeats) => {
    const { at, single, apart } = lay(x.shape, repeats);
    return reshape(broadcastTo(reshape(x, single), apart), x.shape.with(at, x.shape[at]! * repeats.times));
  },
  vjp: {
    x: (ct, { x }, repeats) => {
      const { at, apart } = lay(x.shape, repeats);
      return sum(reshape(ct, apart), { axes: at + 1 });
    },
  },
  domain: (key) => [
    [normal(key, [3]), { times: 2 }],
    [normal(key, [2, 3, 2]), { times: 3, axis: 1 }],
  ],
});
