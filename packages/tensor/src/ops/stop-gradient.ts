import { op, type Op } from "../op.ts";
import { normal } from "../random.ts";
import { identity } from "./identity.ts";

/**
 * The same values, treated as constants: no gradient flows through it.
 *
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { mul, stopGradient, sum, type Tensor, tensor } from "@downhill/tensor";
 * grad((x: Tensor) => sum(mul(stopGradient(x), x)))(tensor([3])); // [3], not 2x = 6
 * ```
 * @see JAX reference, `lax.stop_gradient`.
 */
export const stopGradient: Op<["x"]> = op({
  name: "stopGradient",
  inputs: ["x"],
  takes: "any",
  tex: String.raw`\operatorname{stop}(x)`,
  shape: ([x]) => x,
  forward: ({ x }) => identity(x),
  vjp: { x: null },
  domain: (key) => [[normal(key, [2, 3])]],
});
