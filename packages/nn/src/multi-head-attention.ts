import {
  checkFlag,
  checkOptions,
  type Key,
  reshape,
  sameShape,
  ShapeError,
  showShape,
  split,
  type Tensor,
  transpose,
  ValueError,
} from "@downhill/tensor";
import { attention, type CausalOptions } from "./attention.ts";
import { dense, type DenseParams } from "./dense.ts";
import { checkGiven } from "./given.ts";
import type { Layer } from "./layer.ts";
import { checkSizes } from "./sizes.ts";

/** Four maps of `width` numbers to as many: `w` is `[width, width]`, `b` is `[width]`. */
export type MultiHeadAttentionParams<Bias extends boolean = true> = {
  readonly query: DenseParams<Bias>;
  readonly key: DenseParams<Bias>;
  readonly value: DenseParams<Bias>;
  readonly output: DenseParams<Bias>;
};

/** The positions that each position may see, and what the maps learn. */
export interface MultiHeadAttentionOptions<Bias extends boolean = boolean> extends CausalOptions {
  /** Whether the four maps learn a bias; true by default. */
  readonly bias?: Bias;
}

/**
 * Multi-head self-attention: a sequence attends to itself in `heads` ways in parallel, each in $\text{width}/\text{heads}$
 * dimensions,
 *
 * $$y = [h_1, \dots, h_H]\,W^O + b^O, \qquad h_i = \operatorname{softmax}\Bigl(\frac{Q_i K_i^{\mathsf T}}{\sqrt d}\Bigr)V_i,$$
 *
 * where $Q = xW^Q + b^Q$, $K$ and $V$ in the same way, and head $i$ takes the $i$-th block of their columns; with
 * `bias: false` the four maps have no $b$. {@link withMask} leaves out padding.
 *
 * @param width the length of each vector: `x` and the result are `[batch, positions, width]`.
 * @param heads the number of heads, a divisor of the width.
 * @throws ValueError when a size is not a whole number of at least 1, or the heads do not divide the width; ShapeError,
 *   on applying, when `x` does not fit.
 * @example
 * ```ts
 * import { multiHeadAttention } from "@downhill/nn";
 * import { key, ones } from "@downhill/tensor";
 * const layer = multiHeadAttention(64, 4, { causal: true });
 * layer.apply(layer.init(key(0)), ones([2, 10, 64])); // shape [2,10,64]
 * ```
 * @see Vaswani et al., "Attention is all you need", NeurIPS 2017, §3.2.2.
 */
export function multiHeadAttention<Bias extends boolean = true>(
  width: number,
  heads: number,
  options: MultiHeadAttentionOptions<Bias> = {},
): Layer<MultiHeadAttentionParams<Bias>> {
  const { bias, causal = false } = checkOptions("multiHeadAttention", options, ["causal", "bias"]);
  const name = `multiHeadAttention(${width}, ${heads})`;
  checkFlag(name, "bias", bias);
  checkFlag(name, "causal", causal);
  checkSizes(name, [width, heads]);
  if (width % heads !== 0) {
    throw new ValueError("uneven-split", {
      en: `${name}: ${width} is not divisible by ${heads} heads; give a divisor of ${width}`,
      zh: `${name}：${heads} 个头无法平分 ${width} 个数；请给出 ${width} 的约数`,
    });
  }
  const map = dense<Bias>(width, width, bias === undefined ? {} : { bias });
  const make = (mask?: Tensor): Layer<MultiHeadAttentionParams<Bias>> => ({
    name,
    masked: make,
    init(key) {
      const [k0, k1, k2, k3] = split(key, 4) as [Key, Key, Key, Key];
      return { query: map.init(k0), key: map.init(k1), value: map.init(k2), output: map.init(k3) };
    },
    apply(params, x) {
      checkGiven(name, params, x);
      if (x.shape.length !== 3 || x.shape[2] !== width) {
        throw new ShapeError("shape-mismatch", {
          en: `${name}: x is ${showShape(x.shape)} but must be [batch,positions,${width}]; give one vector per position`,
          zh: `${name}：x 的形状是 ${showShape(x.shape)}，而应为 [batch,positions,${width}]；请为每个位置给出一个向量`,
        });
      }
      const [batch, positions] = x.shape as readonly [number, number, number];
      const parted = (p: DenseParams<Bias>): Tensor =>
        transpose(reshape(map.apply(p, x), [batch, positions, heads, width / heads]), [0, 2, 1, 3]);
      const mixed = attention(parted(params.query), parted(params.key), parted(params.value), {
        causal,
        ...(mask !== undefined && { mask: forHeads(name, mask, batch, positions) }),
      });
      return map.apply(params.output, reshape(transpose(mixed, [0, 2, 1, 3]), [batch, positions, width]));
    },
  });
  return make();
}

/** One mask for all heads and queries of a sequence. */
function forHeads(name: string, mask: Tensor, batch: number, positions: number): Tensor {
  if (!sameShape(mask.shape, [batch, positions])) {
    throw new ShapeError("shape-mismatch", {
      en: `${name}: the mask is ${showShape(mask.shape)} but must be [${batch},${positions}]; give one truth value per position of each sequence`,
      zh: `${name}：mask 的形状是 ${showShape(mask.shape)}，而应为 [${batch},${positions}]；请为每个序列的每个位置给出一个真假值`,
    });
  }
  return reshape(mask, [batch, 1, 1, positions]);
}
