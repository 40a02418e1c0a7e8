import {
  any,
  checkFlag,
  checkOptions,
  checkTensor,
  logicalAnd,
  logicalNot,
  logicalOr,
  matmul,
  mul,
  ShapeError,
  showShape,
  softmax,
  type Tensor,
  tensor,
  where,
} from "@downhill/tensor";
import { checkMask } from "./mask.ts";
import { checkStretch } from "./stretch.ts";

/** Which positions a query may attend to. */
export interface CausalOptions {
  /** No position attends to a later one; false by default. */
  readonly causal?: boolean;
}

/** The positions that each query may see. */
export interface AttentionOptions extends CausalOptions {
  /** Truth values, true where a query may see a position; a shape that stretches to `[..., queries, positions]`. */
  readonly mask?: Tensor;
}

/**
 * Scaled dot-product attention: each query takes the mean of the values, weighted by how well their keys match it,
 *
 * $$\operatorname{softmax}\Bigl(\frac{QK^{\mathsf T}}{\sqrt d}\Bigr)V.$$
 *
 * Without the square root the scores would grow with $\sqrt d$ and saturate the softmax, where its gradient vanishes.
 * A masked score is $-\infty$ and counts 0; with both `causal` and `mask`, a position must be allowed by both. A query
 * that may attend to nothing gets 0, and no gradient flows from it.
 *
 * @param query `[..., queries, d]`.
 * @param key `[..., positions, d]`.
 * @param value `[..., positions, outputs]`; the result is `[..., queries, outputs]`.
 * @throws ShapeError when the shapes do not fit, or causal queries and positions differ in number; DTypeError when the
 *   mask is not `bool`.
 * @example
 * ```ts
 * import { attention } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * const same = tensor([[1, 1], [1, 1]]);
 * attention(same, same, tensor([[2], [4]])); // [[3], [3]]
 * attention(same, same, tensor([[2], [4]]), { causal: true }); // [[2], [3]]
 * attention(same, same, tensor([[2], [4]]), { mask: tensor([0, 1], { dtype: "bool" }) }); // [[4], [4]]
 * ```
 * @see Vaswani et al., "Attention is all you need", NeurIPS 2017, §3.2.1.
 */
export function attention(query: Tensor, key: Tensor, value: Tensor, options: AttentionOptions = {}): Tensor {
  const { causal = false, mask } = checkOptions("attention", options, ["causal", "mask"]);
  checkFlag("attention", "causal", causal);
  for (const [name, x] of Object.entries({ query, key, value })) {
    checkTensor("attention", name, x);
    if (x.shape.length < 2) {
      throw new ShapeError("rank", {
        en: `attention: ${name} is ${showShape(x.shape)}, but must end in [positions,width]; give one vector per position`,
        zh: `attention：${name} 的形状是 ${showShape(x.shape)}，而应以 [positions,width] 结尾；请为每个位置给出一个向量`,
      });
    }
  }
  const scores = mul(matmul(query, key, { transposeB: true }), 1 / Math.sqrt(query.shape.at(-1)!));
  const earlier = causal ? upTo(scores) : undefined;
  if (mask === undefined) {
    return matmul(softmax(earlier === undefined ? scores : where(earlier, scores, -Infinity)), value);
  }
  checkMask("attention", mask);
  checkStretch("attention", "mask", mask.shape, scores.shape, {
    en: "give one truth value for each query and position, or for each position",
    zh: "请为每个 query 与位置、或每个位置给出一个真假值",
  });
  return matmul(seenOnly(scores, earlier === undefined ? mask : logicalAnd(earlier, mask)), value);
}

/**
 * Probabilities of the visible positions. If there are none, the softmax is taken over all positions, so that it stays
 * finite, and then set to 0.
 */
function seenOnly(scores: Tensor, seen: Tensor): Tensor {
  const some = any(seen, { axes: -1, keepDims: true });
  const safe = where(logicalOr(seen, logicalNot(some)), scores, -Infinity);
  return where(some, softmax(safe), 0);
}

/** For each query the positions up to its own. */
function upTo(scores: Tensor): Tensor {
  const [queries, positions] = scores.shape.slice(-2) as [number, number];
  if (queries !== positions) {
    throw new ShapeError("not-square", {
      en: `attention: the scores are ${showShape(scores.shape)}, but causal ones must be square; give as many queries as keys`,
      zh: `attention：注意力分数的形状是 ${showShape(scores.shape)}，而 causal 要求它是方阵；请让 query 与 key 的个数相同`,
    });
  }
  const seen = Uint8Array.from({ length: queries * queries }, (_, i) =>
    i % queries <= Math.floor(i / queries) ? 1 : 0,
  );
  return tensor(seen, { backend: scores.backend, dtype: "bool", shape: [queries, queries] });
}
