import { onesLike, scope, showShape, type Tensor } from "@downhill/tensor";
import { GradientError } from "./tape.ts";
import { type Params, vjp } from "./vjp.ts";

/**
 * A function that returns the value and the gradient of a scalar function by its first argument,
 * $\theta \mapsto (f(\theta), \nabla f(\theta))$. Everything in between is freed before it returns.
 *
 * @param fn must return a scalar; further arguments (a batch, a key) are passed through.
 * @throws GradientError when the result is not a scalar.
 * @example
 * ```ts
 * import { valueAndGrad } from "@downhill/autograd";
 * import { square, sub, sum, tensor } from "@downhill/tensor";
 * const loss = (x) => sum(square(sub(x, 3)));
 * const [value, gradient] = valueAndGrad(loss)(tensor([0])); // 9, [-6]
 * ```
 * @see Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning", JMLR 2018, §3.2.
 */
export const valueAndGrad =
  <P extends Params, Rest extends readonly unknown[]>(fn: (params: P, ...rest: Rest) => Tensor) =>
  (params: P, ...rest: Rest): readonly [value: Tensor, gradient: P] => {
    using s = scope(`gradient of ${fn.name === "" ? "a function" : fn.name}`);
    const [y, pullback] = vjp((p: P) => fn(p, ...rest), params);
    if (y.size !== 1) {
      throw new GradientError(
        `grad: the function returned shape ${showShape(y.shape)}, and a gradient needs one number; reduce it with sum or mean, or use vjp`,
      );
    }
    return s.keep([y, pullback(onesLike(y))] as const);
  };

/**
 * The gradient alone, $\theta \mapsto \nabla f(\theta)$. It is a function of tensors like any other, so it can be
 * differentiated again.
 *
 * @throws GradientError when the result is not a scalar.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { pow, sum, tensor } from "@downhill/tensor";
 * const cube = (x) => sum(pow(x, 3));
 * grad((x) => sum(grad(cube)(x)))(tensor([2])); // 6x = [12]
 * ```
 */
export const grad =
  <P extends Params, Rest extends readonly unknown[]>(fn: (params: P, ...rest: Rest) => Tensor) =>
  (params: P, ...rest: Rest): P => {
    using s = scope(`gradient of ${fn.name === "" ? "a function" : fn.name}`);
    const [, gradient] = valueAndGrad(fn)(params, ...rest);
    return s.keep(gradient);
  };
