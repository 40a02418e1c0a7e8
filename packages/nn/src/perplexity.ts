import { exp, type Tensor } from "@downhill/tensor";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/**
 * Perplexity, $e^L$ with $L$ the mean cross-entropy: the number of equally likely tokens among which the model is, on
 * average, undecided. A model that knows nothing about $K$ tokens has perplexity $K$, a perfect one 1.
 *
 * @param logits `[tokens, classes]`; use `reshape` on a batch of sequences first.
 * @param labels the numbers of the actual tokens, `[tokens]` of dtype `int32`.
 * @returns a scalar of at least 1; NaN if a number that was computed on a GPU is not a class.
 * @throws ShapeError when the shapes do not fit; DTypeError when the dtypes do not; ValueError if a label is not a class.
 * @example
 * ```ts
 * import { perplexity } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * perplexity(tensor([[0, 0, 0, 0]]), tensor([2], { dtype: "int32" })); // 4
 * ```
 * @see Jelinek, Mercer, Bahl and Baker, "Perplexity: a measure of the difficulty of speech recognition tasks", 1977.
 */
export const perplexity = (logits: Tensor, labels: Tensor): Tensor =>
  exp(softmaxCrossEntropy(logits, labels));
