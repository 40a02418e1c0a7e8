import {
  checkFunction,
  checkTensor,
  identity,
  leaves,
  sameShape,
  scope,
  showShape,
  Tensor,
  tidy,
  treeMap,
  unrecorded,
} from "@downhill/tensor";
import { GradientError } from "./tape.ts";
import { checkParams, type Params } from "./params.ts";
import { recordWhole } from "./whole.ts";

/**
 * A function with a custom gradient: its value is `fn`'s, and its vector-Jacobian product is given by `rule`
 * instead of the operations inside. Use it for a gradient that has a better form, or that should be a different one
 * (straight through a rounding, clipped, reversed).
 *
 * @param fn from a tree of tensors to one tensor; no gradient flows into tensors that it captures.
 * @param rule from the cotangent $\bar y$ of the result, and the parameters and the result, to the cotangents of the
 * parameters, a tree of the same structure; made of operations, so that it can be differentiated again.
 * @throws KindError if `fn` or `rule` is not a function; GradientError when `fn` does not return a tensor, or the
 * rule's tree does not fit the parameters.
 * @example
 * ```ts
 * import { customVjp, grad } from "@downhill/autograd";
 * import { floor, sum, type Tensor, tensor } from "@downhill/tensor";
 * const straightThrough = customVjp((x: Tensor) => floor(x), (ct) => ct);
 * grad((x: Tensor) => sum(straightThrough(x)))(tensor([0.3, 1.7])); // [1, 1]
 * ```
 * @see Bengio, Léonard and Courville, "Estimating or propagating gradients through stochastic neurons",
 * arXiv:1308.3432, on straight-through gradients.
 */
export const customVjp =
  <P extends Params>(fn: (params: P) => Tensor, rule: (ct: Tensor, params: P, y: Tensor) => P) =>
  (params: P): Tensor => {
    checkFunction("customVjp", "fn", fn);
    checkFunction("customVjp", "rule", rule);
    checkParams("customVjp", "params", params);
    const y = unrecorded(() =>
      tidy("customVjp", () => {
        const value: unknown = fn(params);
        if (value instanceof Tensor) return identity(value);
        throw new GradientError("not-a-tensor", {
          en: `customVjp: the function returned ${typeof value}, not a tensor; return the one tensor to differentiate`,
          zh: `customVjp：函数返回的是 ${typeof value}，不是张量；请返回要求导的那一个张量`,
        });
      }),
    );
    recordWhole("customVjp", leaves<Tensor>(params), y, (ct) => {
      using s = scope("customVjp");
      const fitting = treeMap<Tensor, Tensor>(
        (x, cotangent) => {
          checkTensor("customVjp", "rule(…)", cotangent);
          if (sameShape(cotangent.shape, x.shape)) return cotangent;
          throw new GradientError("shape-mismatch", {
            en: `customVjp: the rule gives ${showShape(cotangent.shape)} for a parameter of ${showShape(x.shape)}; give each parameter a cotangent of its shape`,
            zh: `customVjp：对形状为 ${showShape(x.shape)} 的参数，规则给出的余切向量是 ${showShape(cotangent.shape)}；请为每个参数给出形状相同的余切向量`,
          });
        },
        params,
        rule(ct, params, y),
      );
      return s.keep(leaves<Tensor>(fitting));
    });
    return y;
  };
