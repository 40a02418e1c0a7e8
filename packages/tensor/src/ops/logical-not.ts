import { tensor } from "../create.ts";
import { op, type Op } from "../op.ts";
import { equal } from "./equal.ts";
import { asCounts } from "./logical.ts";

/**
 * Whether each element is 0, $\lnot x$: a tensor of dtype `bool`. No gradient flows through it.
 *
 * @example
 * ```ts
 * import { greater, logicalNot, tensor } from "@downhill/tensor";
 * logicalNot(greater(tensor([1, 2, 5]), 1)); // [1, 0, 0]
 * ```
 * @see NumPy reference, `logical_not`.
 */
export const logicalNot: Op<["x"]> = op({
  name: "logicalNot",
  inputs: ["x"],
  takes: "truth",
  gives: "bool",
  tex: String.raw`\lnot x`,
  shape: ([x]) => x,
  forward: ({ x }) => equal(asCounts(x), 0),
  vjp: { x: null },
  domain: () => [[tensor([1, 0, 1], { dtype: "bool" })], [tensor([-0.5, 0])]],
});
