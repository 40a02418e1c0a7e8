import { op, type Op } from "../op.ts";
import { uniform } from "../random.ts";
import { cast } from "./cast.ts";
import { equal } from "./equal.ts";
import { maximum } from "./maximum.ts";
import { minimum } from "./minimum.ts";
import { mul } from "./mul.ts";
import { ValueError } from "../value-error.ts";

/** The bounds; a side without one is open. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/**
 * Limits each element to two bounds, $\min(\max(x,\,a),\,b)$. The gradient is 1 inside and on the bounds, 0 outside.
 *
 * @throws ValueError when the lower bound is above the upper, or one of them is not a number.
 * @example
 * ```ts
 * import { clip, tensor } from "@downhill/tensor";
 * clip(tensor([-3, 0.5, 2]), { min: -1, max: 1 }); // [-1, 0.5, 1]
 * ```
 * @see NumPy reference, `clip`.
 */
export const clip: Op<["x"], Bounds> = op({
  name: "clip",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\min(\max(x,\,a),\,b)`,
  options: ["min", "max"],
  shape: ([x], { min = -Infinity, max = Infinity }) => {
    if (!(min <= max)) {
      throw new ValueError("empty-range", {
        en: `clip: min ${min} is not below max ${max}; give two numbers, the smaller one as min`,
        zh: `clip：min ${min} 不小于 max ${max}；请给出两个数，小的作为 min`,
      });
    }
    return x;
  },
  forward: ({ x }, { min, max }) => {
    const above = min === undefined ? x : maximum(x, min);
    return max === undefined ? mul(above, 1) : minimum(above, max);
  },
  vjp: { x: (ct, { x, y }) => mul(ct, cast(equal(x, y), ct.dtype)) },
  domain: (key) => [
    [uniform(key, [2, 3], -0.9, 0.9), { min: -1, max: 1 }],
    [uniform(key, [2, 3], 1.5, 3), { min: -1, max: 1 }],
    [uniform(key, [2, 3], -3, -1.5), { min: -1 }],
    [uniform(key, [3], 0, 1), { max: 2 }],
  ],
});
