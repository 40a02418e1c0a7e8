import {
  checkFunction,
  checkTensor,
  identity,
  leaves,
  recording,
  sameShape,
  showShape,
  Tensor,
  treeMap,
  zerosLike,
} from "@downhill/tensor";
import { checkFloating } from "./floating.ts";
import { checkParams, type Params } from "./params.ts";
import { GradientError, Tape } from "./tape.ts";

/**
 * The value $y = f(\theta)$ and the pullback $\bar y \mapsto \bar\theta = \bar y\,\partial f/\partial\theta$, the
 * vector-Jacobian product. The pullback may be called more than once. The tensors it needs live in the scope that is
 * open here.
 *
 * @param fn any function made of operations; it must return one tensor.
 * @throws GradientError if `fn` does not return a tensor, if a parameter is int32 or bool, or if the shapes of the
 *   cotangent and $y$ differ.
 * @example
 * ```ts
 * import { vjp } from "@downhill/autograd";
 * import { mul, ones, tensor } from "@downhill/tensor";
 * const [y, pullback] = vjp((x) => mul(x, x), tensor([1, 2]));
 * const gradient = pullback(ones([2])); // [2, 4]
 * ```
 * @see Griewank and Walther, "Evaluating Derivatives", 2nd ed. 2008, §3.2.
 */
export function vjp<P extends Params>(
  fn: (params: P) => Tensor,
  params: P,
): readonly [y: Tensor, pullback: (ct: Tensor) => P] {
  checkFunction("vjp", "fn", fn);
  checkParams("vjp", "params", params);
  checkFloating("vjp", params);
  const inputs = treeMap((p: Tensor) => identity(p), params);
  const tape = new Tape(leaves(inputs));
  const y = recording(tape, () => fn(inputs));
  if (!(y instanceof Tensor)) {
    throw new GradientError("not-a-tensor", {
      en: `vjp: the function returned ${typeof y}, not a tensor; return the one tensor to differentiate`,
      zh: `vjp：函数返回的是 ${typeof y}，不是张量；请返回要求导的那一个张量`,
    });
  }
  const pullback = (ct: Tensor): P => {
    checkTensor("vjp", "ct", ct);
    if (!sameShape(ct.shape, y.shape)) {
      throw new GradientError("shape-mismatch", {
        en: `vjp: the cotangent is ${showShape(ct.shape)} and the result ${showShape(y.shape)}; pass one with the result's shape`,
        zh: `vjp：余切向量的形状是 ${showShape(ct.shape)}，而结果的形状是 ${showShape(y.shape)}；请给出与结果形状相同的余切向量`,
      });
    }
    const cotangents = tape.reverse(y, ct);
    return treeMap((x: Tensor) => cotangents.get(x) ?? zerosLike(x), inputs);
  };
  return [y, pullback];
}
