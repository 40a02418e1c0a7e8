import {
  checkIndices,
  checkOptions,
  DTypeError,
  gather,
  mul,
  normal,
  type Tensor,
  tidy,
} from "@downhill/tensor";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkFrom0, checkSizes } from "./sizes.ts";

/** One row for each token, `[tokens, width]`. */
export type EmbeddingParams = { readonly table: Tensor };

/** The settings of an embedding. */
export interface EmbeddingOptions {
  /** The standard deviation of the initial values; 0.02 by default. */
  readonly deviation?: number;
}

/**
 * A vector for each token, read from a learned table: $y_i = E_{k_i}$. It equals the product of one-hot rows with $E$,
 * without the multiplications by zero. The rows are initialised with draws from $\mathcal N(0, \text{deviation}^2)$.
 *
 * @param tokens how many different tokens there are; `x` holds their numbers, `int32` of any shape, from 0 to `tokens` − 1.
 *   Numbers computed on a GPU are not checked; those out of range give rows of NaN.
 * @param width the length of each vector, a new last axis of the result.
 * @throws ValueError when a size is not a whole number of at least 1; DTypeError, on applying, when `x` is not `int32`,
 * and ValueError when it holds a number that is not a token.
 * @example
 * ```ts
 * import { embedding } from "@downhill/nn";
 * import { key, tensor } from "@downhill/tensor";
 * const layer = embedding(1000, 64);
 * layer.apply(layer.init(key(0)), tensor([[3, 1, 4]], { dtype: "int32" })); // shape [1,3,64]
 * ```
 * @see Bengio, Ducharme, Vincent and Jauvin, "A neural probabilistic language model", JMLR 2003; the deviation is from
 *   Radford et al., "Improving language understanding by generative pre-training", 2018, §4.1.
 */
export function embedding(
  tokens: number,
  width: number,
  options: EmbeddingOptions = {},
): Layer<EmbeddingParams> {
  const { deviation = 0.02 } = checkOptions("embedding", options, ["deviation"]);
  const name = `embedding(${tokens}, ${width})`;
  checkSizes(name, [tokens, width]);
  checkFrom0(name, "deviation", deviation, 0.02);
  return {
    name,
    init: (key) => ({ table: tidy(name, () => mul(normal(key, [tokens, width]), deviation)) }),
    apply(params, x) {
      checkGiven(name, params, x);
      if (x.dtype !== "int32") {
        throw new DTypeError("not-integer", {
          en: `${name}: x is ${x.dtype}, but token numbers must be int32; use cast(x, "int32")`,
          zh: `${name}：x 是 ${x.dtype}，而词元编号必须是 int32；请使用 cast(x, "int32")`,
        });
      }
      checkIndices(name, "x", x, tokens);
      return gather(params.table, x);
    },
  };
}
