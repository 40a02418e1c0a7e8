import type { Params } from "@downhill/autograd";
import { checkTensor, DTypeError, KindError, type Tensor } from "@downhill/tensor";
import { checkLayer } from "./given.ts";
import type { Layer } from "./layer.ts";

/** @throws KindError or DTypeError unless the mask is a tensor of truth values. */
export function checkMask(owner: string, mask: Tensor): void {
  checkTensor(owner, "mask", mask);
  if (mask.dtype !== "bool") {
    throw new DTypeError("dtype-mismatch", {
      en: `${owner}: mask is ${mask.dtype}, but must be bool, true where something may be seen; compare, as in notEqual(tokens, padding)`,
      zh: `${owner}：mask 是 ${mask.dtype}，而应为 bool，可见处为 true；请用比较得到它，例如 notEqual(tokens, padding)`,
    });
  }
}

/**
 * A model that leaves padding out of its attention: the same layer, with the same parameters, in which no position
 * attends to one where the mask is false, $\operatorname{softmax}\bigl(QK^{\mathsf T}/\sqrt d + \ln m\bigr)V$. It is
 * made for one batch, which costs no more than a closure, and then applied like any other.
 *
 * Results at padded positions have no meaning; leave them out of the loss, with `ignoreIndex` for example. In a
 * sequence that is all padding, attention and its gradient are 0.
 *
 * @param layer any layer with attention inside, such as `sequential` of `transformerBlock`s; your own layers pass the
 *   mask on if they have `map`.
 * @param mask `[batch, positions]`, false at padding.
 * @throws DTypeError when the mask is not `bool`; KindError when no part of the layer takes one; ShapeError, on applying,
 *   when it is not `[batch, positions]`.
 * @example
 * ```ts
 * import { multiHeadAttention, withMask } from "@downhill/nn";
 * import { key, normal, notEqual, tensor } from "@downhill/tensor";
 * const layer = multiHeadAttention(8, 2);
 * const tokens = tensor([[5, 3, 7], [2, 0, 0]], { dtype: "int32" }); // 0 is padding
 * const x = normal(key(1), [2, 3, 8]); // what an embedding makes of them
 * withMask(layer, notEqual(tokens, 0)).apply(layer.init(key(0)), x); // shape [2,3,8]
 * ```
 * @see Vaswani et al., "Attention is all you need", NeurIPS 2017, §3.2.3, on masking out scores.
 */
export function withMask<P extends Params>(layer: Layer<P>, mask: Tensor): Layer<P> {
  checkLayer("withMask", "layer", layer);
  checkMask("withMask", mask);
  let taken = 0;
  const masked = <Q extends Params>(part: Layer<Q>): Layer<Q> => {
    if (part.masked === undefined) return part.map?.(masked) ?? part;
    taken++;
    return part.masked(mask);
  };
  const whole = masked(layer);
  if (taken > 0) return whole;
  throw new KindError("unused-value", {
    en: `withMask: ${layer.name} has no part that looks at other positions, so it needs no mask; apply it without one`,
    zh: `withMask：${layer.name} 中没有会看其他位置的部分，用不到 mask；请直接使用这一层`,
  });
}
