import {
  abs,
  add,
  exp,
  log1p,
  maximum,
  mean,
  mul,
  neg,
  normal,
  type Op,
  op,
  sigmoid,
  split,
  sub,
  type Tensor,
  uniform,
} from "@downhill/tensor";
import { checkPair } from "./pair.ts";

/**
 * The loss of each element. It is an operation with its own gradient because max(z, 0) and |z| have a kink at z = 0,
 * where zero weights put every logit; their sum has none.
 */
export const logisticLoss: Op<["logits", "target"]> = op({
  name: "logisticLoss",
  inputs: ["logits", "target"],
  tex: String.raw`\max(z,\,0) - z\,y + \ln\bigl(1 + e^{-\lvert z\rvert}\bigr)`,
  shape: ([logits]) => logits,
  forward: ({ logits: z, target: y }) => add(sub(maximum(z, 0), mul(z, y)), log1p(exp(neg(abs(z))))),
  vjp: {
    logits: (ct, { logits: z, target: y }) => mul(ct, sub(sigmoid(z), y)),
    target: (ct, { logits: z }) => neg(mul(ct, z)),
  },
  domain: (key) => {
    const [k0, k1] = split(key);
    return [[normal(k0, [2, 3]), uniform(k1, [2, 3])]];
  },
});

/**
 * Binary cross-entropy from logits, the mean over all elements of
 *
 * $$-y\ln\sigma(z) - (1 - y)\ln(1 - \sigma(z)) = \max(z, 0) - zy + \ln\bigl(1 + e^{-\lvert z\rvert}\bigr).$$
 *
 * The right side never overflows, and the gradient $\frac1n(\sigma(z) - y)$ never vanishes if the answer is wrong.
 *
 * @param logits $z$, before the logistic function.
 * @param target $y$, of the same shape: 0 or 1, or probabilities in between (not checked on the device).
 * @returns a scalar.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating.
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * binaryCrossEntropy(tensor([0, 1000, -1000]), tensor([1, 1, 0])); // ln 2 / 3
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.2.
 */
export function binaryCrossEntropy(logits: Tensor, target: Tensor): Tensor {
  checkPair("binaryCrossEntropy", { logits, target });
  return mean(logisticLoss(logits, target));
}
