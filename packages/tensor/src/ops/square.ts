import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { mul } from "./mul.ts";

/**
 * The square $x^2$ of each element.
 *
 * @example
 * ```ts
 * import { square, tensor } from "@downhill/tensor";
 * square(tensor([1, -3])); // [1, 9]
 * ```
 * @see NumPy reference, `square`.
 */
export const square: Op<["x"]> = op({
  name: "square",
  inputs: ["x"],
  takes: "number",
  tex: "x^2",
  shape: ([x]) => x,
  forward: ({ x }) => mul(x, x),
  vjp: { x: (ct, { x }) => mul(ct, mul(x, 2)) },
  domain: (key) => [[normal(key, [2, 3])]],
});
