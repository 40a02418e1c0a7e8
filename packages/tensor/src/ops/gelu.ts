import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { add } from "./add.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { square } from "./square.ts";

/** The standard normal distribution function Φ. */
const below = (x: Tensor): Tensor => mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);

/**
 * The Gaussian error linear unit of each element, $x\,\Phi(x) = \frac x2 \bigl(1 + \operatorname{erf} \frac{x}{\sqrt2}
 * \bigr)$: exact, not the approximation by $\tanh$.
 *
 * @example
 * ```ts
 * import { gelu, tensor } from "@downhill/tensor";
 * gelu(tensor([-1, 0, 1])); // [-0.1587, 0, 0.8413]
 * ```
 * @see Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415.
 */
export const gelu: Op<["x"]> = op({
  name: "gelu",
  inputs: ["x"],
  tex: String.raw`\frac x2 \bigl(1 + \operatorname{erf} \frac{x}{\sqrt 2}\bigr)`,
  shape: ([x]) => x,
  forward: ({ x }) => mul(x, below(x)),
  vjp: {
    x: (ct, { x }) => {
      const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return mul(ct, add(below(x), mul(x, density)));
    },
  },
  domain: (key) => [[normal(key, [2, 3])]],
});
