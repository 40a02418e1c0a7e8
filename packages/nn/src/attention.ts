import {
  checkOptions,
  checkTensor,
  matmul,
  mul,
  ShapeError,
  showShape,
  softmax,
  type Tensor,
  tensor,
  where,
} from "@downhill/tensor";

/** Which positions a query may attend to. */
export interface AttentionOptions {
  /** No position attends to a later one; false unless given. */
  readonly causal?: boolean;
}

/**
 * Scaled dot-product attention: each query takes the mean of the values, weighted by how well their keys match it,
 *
 * $$\operatorname{softmax}\Bigl(\frac{QK^{\mathsf T}}{\sqrt d}\Bigr)V.$$
 *
 * Without the square root the scores would grow with $\sqrt d$ and saturate the softmax, where its gradient vanishes.
 *
 * @param query `[..., queries, d]`.
 * @param key `[..., positions, d]`.
 * @param value `[..., positions, outputs]`; the result is `[..., queries, outputs]`.
 * @throws ShapeError when the shapes do not fit, or causal queries and positions differ in number.
 * @example
 * ```ts
 * import { attention } from "@downhill/nn";
 * import { tensor } from "@downhill/tensor";
 * const same = tensor([[1, 1], [1, 1]]);
 * attention(same, same, tensor([[2], [4]])); // [[3], [3]]
 * attention(same, same, tensor([[2], [4]]), { causal: true }); // [[2], [3]]
 * ```
 * @see Vaswani et al., "Attention is all you need", NeurIPS 2017, §3.2.1.
 */
export function attention(query: Tensor, key: Tensor, value: Tensor, options: AttentionOptions = {}): Tensor {
  const { causal = false } = checkOptions("attention", options, ["causal"]);
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
  return matmul(softmax(causal ? masked(scores) : scores), value);
}

/** Scores of later positions at −∞, where the softmax is 0. */
function masked(scores: Tensor): Tensor {
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
  const mask = tensor(seen, { backend: scores.backend, dtype: "bool", shape: [queries, queries] });
  return where(mask, scores, -Infinity);
}
