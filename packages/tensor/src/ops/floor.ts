import { isFloat } from "../dtype.ts";
import { op, type Op } from "../op.ts";
import { run } from "../run.ts";
import { uniform } from "../random.ts";
import { identity } from "./identity.ts";

/**
 * The largest integer $\lfloor x \rfloor$ not above each element, in $x$'s own dtype. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { floor, tensor } from "@downhill/tensor";
 * floor(tensor([1.7, -0.2])); // [1, -1]
 * ```
 * @see NumPy reference, `floor`.
 */
export const floor: Op<["x"]> = op({
  name: "floor",
  inputs: ["x"],
  takes: "number",
  tex: String.raw`\lfloor x \rfloor`,
  shape: ([x]) => x,
  forward: ({ x }) => (isFloat(x.dtype) ? run("floor", [x], {}) : identity(x)),
  vjp: { x: null },
  domain: (key) => [[uniform(key, [2, 3], -2, 2)], [uniform(key, [], -2, 2)]],
});
