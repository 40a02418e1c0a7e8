import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { add } from "./add.ts";
import { mul } from "./mul.ts";
import { sub } from "./sub.ts";
import { tanh } from "./tanh.ts";

/**
 * The logistic function $\sigma(x) = \frac{1}{1 + e^{-x}} = \tfrac12(1 + \tanh\tfrac x2)$; the second form cannot
 * overflow.
 *
 * @example
 * ```ts
 * import { sigmoid, tensor } from "@downhill/tensor";
 * sigmoid(tensor([0, -1000])); // [0.5, 0]
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §3.10.
 */
export const sigmoid: Op<["x"]> = op({
  name: "sigmoid",
  inputs: ["x"],
  tex: String.raw`\frac{1}{1 + e^{-x}}`,
  shape: ([x]) => x,
  forward: ({ x }) => mul(add(tanh(mul(x, 0.5)), 1), 0.5),
  vjp: { x: (ct, { y }) => mul(ct, mul(y, sub(1, y))) },
  domain: (key) => [[normal(key, [2, 3])]],
});
