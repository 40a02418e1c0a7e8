import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { uniform } from "../random.ts";
import { add } from "./add.ts";
import { cast } from "./cast.ts";
import { equal } from "./equal.ts";
import { floor } from "./floor.ts";
import { greater } from "./greater.ts";
import { identity } from "./identity.ts";
import { logicalAnd } from "./logical-and.ts";
import { logicalOr } from "./logical-or.ts";
import { mul } from "./mul.ts";
import { notEqual } from "./not-equal.ts";
import { sub } from "./sub.ts";

/**
 * The integer $\lfloor x \rceil$ nearest to each element, in $x$'s own dtype; halves go to the even neighbour, so
 * they are not rounded up on average. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { round, tensor } from "@downhill/tensor";
 * round(tensor([1.2, 1.5, 2.5])); // [1, 2, 2]
 * ```
 * @see IEEE Std 754-2019, §4.3.1, roundTiesToEven.
 */
export const round: Op<["x"]> = op({
  name: "round",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\lfloor x \rceil`,
  shape: ([x]) => x,
  forward: ({ x }) => {
    if (!isFloat(x.dtype)) return identity(x);
    const below = floor(x);
    const rest = sub(x, below);
    const odd = notEqual(mul(floor(mul(below, 0.5)), 2), below);
    const up = logicalOr(greater(rest, 0.5), logicalAnd(equal(rest, 0.5), odd));
    return add(below, cast(up, x.dtype));
  },
  vjp: { x: null },
  domain: (key) => [[uniform(key, [2, 3], -2, 2)], [mul(floor(uniform(key, [2, 3], -4, 4)), 0.5)]],
});
