import { checkOptions } from "@downhill/tensor";
import type { Params } from "@downhill/autograd";
import { type CausalOptions } from "./attention.ts";
import { gelu } from "./activation.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { Layer } from "./layer.ts";
import { layerNorm } from "./layer-norm.ts";
import { multiHeadAttention } from "./multi-head-attention.ts";
import { residual } from "./residual.ts";
import { type ParamsOf, sequential } from "./sequential.ts";

/** The settings of a transformer block, apart from its width and heads. */
export interface TransformerBlockOptions extends CausalOptions {
  /** Units between the two dense layers; four times the width by default. */
  readonly hidden?: number;
  /** The {@link dropout} rate of each branch's result in training; 0 by default. */
  readonly rate?: number;
}

const branches = (
  width: number,
  heads: number,
  { hidden = 4 * width, rate = 0, ...options }: TransformerBlockOptions,
) =>
  sequential(
    residual(sequential(layerNorm(width), multiHeadAttention(width, heads, options), dropout(rate))),
    residual(sequential(layerNorm(width), dense(width, hidden), gelu, dense(hidden, width), dropout(rate))),
  );

/** The parameters of the two branches: attention with its norm, then the dense layers with theirs. */
export type TransformerBlockParams = ParamsOf<ReturnType<typeof branches>>;

/**
 * A pre-norm transformer block: positions exchange information by attention, then each is processed separately,
 *
 * $$a = x + \operatorname{attention}(\operatorname{norm}(x)), \qquad y = a + W_2\,\operatorname{gelu}(W_1 \operatorname{norm}(a)),$$
 *
 * with biases left out. It consists only of `residual` and `sequential` of smaller layers, and its parameters have
 * their structure. {@link withMask} leaves out padding.
 *
 * @param width the length of each vector: `x` and the result are `[batch, positions, width]`.
 * @param heads the number of attention heads, a divisor of the width.
 * @returns a layer with the parameters of two sequences, `[[norm, attention, []], [norm, up, [], down, []]]`.
 * @throws ValueError when a size, the heads or the rate do not fit; ShapeError, on applying, when `x` does not.
 * @example
 * ```ts
 * import { transformerBlock } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const block = transformerBlock(16, 2, { causal: true });
 * block.apply(block.init(key(0)), ones([2, 5, 16])); // shape [2,5,16]
 * ```
 * @see Vaswani et al., "Attention is all you need", NeurIPS 2017; on the place of the norms, Xiong et al., "On layer
 *   normalization in the transformer architecture", ICML 2020.
 */
export const transformerBlock = (
  width: number,
  heads: number,
  options: TransformerBlockOptions = {},
): Layer<TransformerBlockParams> =>
  named(
    `transformerBlock(${width}, ${heads})`,
    branches(width, heads, checkOptions("transformerBlock", options, ["hidden", "rate", "causal"])),
  );

const named = <P extends Params>(name: string, layer: Layer<P>): Layer<P> => ({
  ...layer,
  name,
  map: (fn) => named(name, layer.map?.(fn) ?? layer),
});
