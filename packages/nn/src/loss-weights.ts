import type { Tensor } from "@downhill/tensor";
import {
  broadcastTo,
  checkTensor,
  DTypeError,
  sameShape,
  type Shape,
  tensor,
  ValueError,
} from "@downhill/tensor";
import { checkStretch } from "./stretch.ts";

/** How much of a loss counts: a number, or a tensor of the loss's dtype, whose shape is stretched to the loss's. */
export type Weights = Tensor | number;

const refuseNegative = (loss: string, name: string, value: number): void => {
  if (value >= 0 && value < Infinity) return;
  throw new ValueError("out-of-range", {
    en: `${loss}: ${name} holds ${value}; a weight must be finite and at least 0`,
    zh: `${loss}：${name} 中有 ${value}；权重应为不小于 0 的有限数`,
  });
};

/**
 * Weights as a tensor of this shape, of the dtype and on the backend of `like`.
 *
 * @throws KindError, DTypeError or ShapeError when they do not fit; ValueError when one is negative or not finite and
 *   this can be checked.
 */
export function weightsFor(loss: string, name: string, weights: Weights, shape: Shape, like: Tensor): Tensor {
  const { backend, dtype } = like;
  if (typeof weights === "number") {
    refuseNegative(loss, name, weights);
    return broadcastTo(tensor(weights, { backend, dtype }), shape);
  }
  checkTensor(loss, name, weights);
  if (weights.dtype !== dtype) {
    throw new DTypeError("dtype-mismatch", {
      en: `${loss}: ${name} are ${weights.dtype}, but the loss is ${dtype}; use cast(${name}, "${dtype}")`,
      zh: `${loss}：${name} 是 ${weights.dtype}，而这里是 ${dtype}；请使用 cast(${name}, "${dtype}")`,
    });
  }
  checkStretch(loss, name, weights.shape, shape, {
    en: "give one number, or one per entry of its last axes",
    zh: "请给出一个数，或与其末尾各轴相符的形状",
  });
  for (const value of backend.look?.(weights.handle) ?? []) refuseNegative(loss, name, value);
  return sameShape(weights.shape, shape) ? weights : broadcastTo(weights, shape);
}
