import { unary } from "./elementwise.ts";
import { exp } from "./exp.ts";
import { mul } from "./mul.ts";
import { neg } from "./neg.ts";
import { square } from "./square.ts";

/**
 * The error function of each element, $\operatorname{erf} x = \frac{2}{\sqrt\pi} \int_0^x e^{-t^2}\,dt$, from which
 * the probabilities of the normal distribution are computed.
 * Whole numbers become floating first.
 *
 * @example
 * ```ts
 * import { erf, tensor } from "@downhill/tensor";
 * erf(tensor([0, 1])); // [0, 0.8427]
 * ```
 * @see NIST Digital Library of Mathematical Functions, §7.2.
 */
export const erf = unary(
  "erf",
  String.raw`\frac{2}{\sqrt\pi} \int_0^x e^{-t^2}\,dt`,
  (ct, { x }) => mul(ct, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))),
  [-3, 3],
);
