import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { add } from "./add.ts";
import { div } from "./div.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { sub } from "./sub.ts";

/**
 * The logistic function $\sigma(x) = \frac{1}{1 + e^{-x}}$. If $e^{-x}$ overflows, the quotient is 0, as it should
 * be; the form with $\tanh$ would lose all digits of small results in $1 - 1$.
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
  forward: ({ x }) => div(1, add(exp(neg(x)), 1)),
  vjp: { x: (ct, { y }) => mul(ct, mul(y, sub(1, y))) },
  domain: (key) => [[normal(key, [2, 3])]],
});
