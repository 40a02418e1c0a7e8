import {
  abs,
  add,
  checkOptions,
  exp,
  log1p,
  maximum,
  mul,
  neg,
  normal,
  onesLike,
  type Op,
  op,
  sigmoid,
  split,
  sub,
  type Tensor,
  uniform,
  zerosLike,
} from "@downhill/tensor";
import { type Weights, weightsFor } from "./loss-weights.ts";
import { checkPair } from "./pair.ts";
import { reduce, type ReductionOptions } from "./reduction.ts";

/** How much of a binary cross-entropy counts, and how it becomes one number. */
export interface BinaryCrossEntropyOptions extends ReductionOptions {
  /** How much each element counts; a shape that stretches to the logits'. The mean still divides by all elements. */
  readonly weights?: Weights;
  /** $p$, how much the first term counts relative to the second, as negatives per positive; 1 by default. */
  readonly positiveWeight?: Weights;
}

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
 * With `positiveWeight` $p$ the first term becomes $-p\,y\ln\sigma(z)$, which balances rare positives; with `weights` each
 * element has its own factor. Both are as in PyTorch.
 *
 * @param logits $z$, before the logistic function.
 * @param target $y$, of the same shape: 0 or 1, or probabilities in between (not checked on the device).
 * @returns a scalar; with the reduction `"none"` the losses of the elements, of the shape of both.
 * @throws ShapeError when the shapes differ; DTypeError when the dtypes differ or are not floating;
 *   ValueError when a weight is negative or not finite, or there is no such reduction.
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * binaryCrossEntropy(tensor([0, 1000, -1000]), tensor([1, 1, 0])); // ln 2 / 3
 * binaryCrossEntropy(tensor([0, 0]), tensor([1, 0]), { positiveWeight: 3 }); // 4 ln 2 / 2
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §6.2.2.2.
 */
export function binaryCrossEntropy(
  logits: Tensor,
  target: Tensor,
  options: BinaryCrossEntropyOptions = {},
): Tensor {
  const { weights, positiveWeight, reduction } = checkOptions(owner, options, [
    "weights",
    "positiveWeight",
    "reduction",
  ]);
  checkPair(owner, { logits, target });
  const given = (name: string, some: Weights): Tensor => weightsFor(owner, name, some, logits.shape, logits);
  const losses =
    positiveWeight === undefined
      ? logisticLoss(logits, target)
      : balanced(logits, target, given("positiveWeight", positiveWeight));
  const weighted = weights === undefined ? losses : mul(losses, given("weights", weights));
  return reduce(owner, weighted, reduction);
}

const owner = "binaryCrossEntropy";

/** The two terms separately, the first with its weight. */
const balanced = (logits: Tensor, target: Tensor, positiveWeight: Tensor): Tensor =>
  add(
    mul(mul(positiveWeight, target), logisticLoss(logits, onesLike(logits))),
    mul(sub(1, target), logisticLoss(logits, zerosLike(logits))),
  );
