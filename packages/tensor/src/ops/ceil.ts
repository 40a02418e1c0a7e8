import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { uniform } from "../random.ts";
import { floor } from "./floor.ts";
import { identity } from "./identity.ts";
import { neg } from "./neg.ts";

/**
 * The smallest integer $\lceil x \rceil$ not below each element, in $x$'s own dtype. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { ceil, tensor } from "@downhill/tensor";
 * ceil(tensor([1.2, -3.5])); // [2, -3]
 * ```
 * @see NumPy reference, `ceil`.
 */
export const ceil: Op<["x"]> = op({
  name: "ceil",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\lceil x \rceil`,
  shape: ([x]) => x,
  forward: ({ x }) => (isFloat(x.dtype) ? neg(floor(neg(x))) : identity(x)),
  vjp: { x: null },
  domain: (key) => [[uniform(key, [2, 3], -2, 2)], [uniform(key, [], -2, 2)]],
});
