import { checkFunction, onesLike, scope, showShape, type Tensor } from "@downhill/tensor";
import { checkFloating, checkFloatingValue } from "./floating.ts";
import { GradientError } from "./tape.ts";
import { checkParams, type Params, vjp } from "./vjp.ts";

/** The result of a function to differentiate: a scalar, or a scalar and additional results. */
export type Valued = Tensor | readonly [value: Tensor, beside: unknown];

/**
 * A function that returns the value of a scalar function and its gradient with respect to the first argument,
 * $\theta \mapsto (f(\theta), \nabla f(\theta))$. Everything in between is freed before it returns.
 *
 * When `fn` returns a pair, its first entry is differentiated, and the second is returned with it: for example
 * predictions, or the statistics of a batch. No gradient flows from the second.
 *
 * @param fn must return a scalar, or a pair that begins with one; further arguments (a batch, a key) are passed through.
 * @returns the function's own value, a scalar or the pair, and the gradient, with the structure of the first argument.
 * @throws KindError if `fn` is not a function; GradientError if the result is neither, or if a parameter or the result is
 *   int32 or bool, which have no gradient because they cannot change by a small amount.
 * @example
 * ```ts
 * import { valueAndGrad } from "@downhill/autograd";
 * import { square, sub, sum, type Tensor, tensor } from "@downhill/tensor";
 * const loss = (x: Tensor) => sum(square(sub(x, 3)));
 * const [value, gradient] = valueAndGrad(loss)(tensor([0])); // 9, [-6]
 *
 * const withDifference = valueAndGrad((x: Tensor) => {
 *   const difference = sub(x, 3);
 *   return [sum(square(difference)), { difference }];
 * });
 * const [[, { difference }], slope] = withDifference(tensor([0]));
 * difference; // [-3]
 * slope; // [-6]
 * ```
 * @see Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning", JMLR 2018, §3.2.
 */
export const valueAndGrad =
  <P extends Params, Rest extends readonly unknown[], Y extends Valued>(
    fn: (params: P, ...rest: Rest) => Y,
  ) =>
  (params: P, ...rest: Rest): readonly [value: Y, gradient: P] => {
    checkFunction("grad", "fn", fn);
    checkParams("grad", "params", params);
    checkFloating("grad", params);
    using s = scope(`gradient of ${fn.name === "" ? "a function" : fn.name}`);
    let value!: Y;
    const [y, pullback] = vjp((p: P) => {
      value = fn(p, ...rest);
      return scalarOf(value);
    }, params);
    if (y.size !== 1) {
      throw new GradientError("not-scalar", {
        en: `grad: the function returned shape ${showShape(y.shape)}, but a gradient needs a single number; reduce it with sum or mean, or use vjp`,
        zh: `grad：函数返回的形状是 ${showShape(y.shape)}，而求梯度需要一个数；请用 sum 或 mean 归约，或改用 vjp`,
      });
    }
    checkFloatingValue("grad", y);
    return s.keep([value, pullback(onesLike(y))] as const);
  };

const isPair = (value: Valued): value is readonly [Tensor, unknown] => Array.isArray(value);
const scalarOf = (value: Valued): Tensor => (isPair(value) ? value[0] : value);

/**
 * The gradient alone, $\theta \mapsto \nabla f(\theta)$. It is a function of tensors like any other, so it can be
 * differentiated again.
 *
 * @throws KindError if `fn` is not a function; GradientError if the result is not a scalar, or if a parameter or the
 *   result is int32 or bool.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { pow, sum, type Tensor, tensor } from "@downhill/tensor";
 * const cube = (x: Tensor) => sum(pow(x, 3));
 * grad((x: Tensor) => sum(grad(cube)(x)))(tensor([2])); // 6x = [12]
 * ```
 * @see Baydin, Pearlmutter, Radul and Siskind, "Automatic differentiation in machine learning", JMLR 2018, §3.2.
 */
export const grad =
  <P extends Params, Rest extends readonly unknown[]>(fn: (params: P, ...rest: Rest) => Tensor) =>
  (params: P, ...rest: Rest): P => {
    checkFunction("grad", "fn", fn);
    using s = scope(`gradient of ${fn.name === "" ? "a function" : fn.name}`);
    const [, gradient] = valueAndGrad(fn)(params, ...rest);
    return s.keep(gradient);
  };
