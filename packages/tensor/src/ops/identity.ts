import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { reshape } from "./reshape.ts";

/**
 * The same values as a new tensor, which distinguishes two uses of one tensor in nested differentiation.
 *
 * @example
 * ```ts
 * import { identity, tensor } from "@downhill/tensor";
 * identity(tensor([1, 2])); // [1, 2]
 * ```
 * @see Griewank and Walther, "Evaluating Derivatives", 2nd ed. 2008, §3.1: a variable is assigned once.
 */
export const identity: Op<["x"]> = op({
  name: "identity",
  inputs: ["x"],
  takes: "any",
  tex: "x",
  shape: ([x]) => x,
  forward: ({ x }) => reshape(x, x.shape),
  vjp: { x: (ct) => ct },
  domain: (key) => [[normal(key, [2, 3])]],
});
