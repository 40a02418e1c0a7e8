import { leaves, sameShape, scope, showShape, type Tensor, zerosLike } from "@downhill/tensor";
import { grad } from "./grad.ts";
import { inner } from "./inner.ts";
import { GradientError } from "./tape.ts";
import { checkParams, type Params } from "./params.ts";
import { vjp } from "./vjp.ts";

/**
 * The value $y = f(\theta)$ and its change along a direction, the Jacobian-vector product
 * $\dot y = \frac{\partial f}{\partial\theta}\,v = \lim_{h \to 0} \frac{f(\theta + hv) - f(\theta)}{h}$. A pullback is
 * linear in its cotangent, so the gradient of $\bar y \mapsto \langle v,\ \bar y\,\partial f/\partial\theta\rangle$ is
 * that change: two reverse passes make a forward pass.
 *
 * @param fn any function made of operations; it must return one tensor.
 * @param direction a tree with the structure of `params`.
 * @throws GradientError when `fn` does not return a tensor, or the direction does not fit the parameters.
 * @example
 * ```ts
 * import { jvp } from "@downhill/autograd";
 * import { mul, tensor } from "@downhill/tensor";
 * const [y, change] = jvp((x) => mul(x, x), tensor([1, 2]), tensor([10, 1])); // [1, 4], [20, 4]
 * ```
 * @see Townsend, "A new trick for calculating Jacobian vector products", 2017.
 */
export function jvp<P extends Params>(
  fn: (params: P) => Tensor,
  params: P,
  direction: P,
): readonly [y: Tensor, change: Tensor] {
  using s = scope("jvp");
  fits("jvp", params, direction);
  const [y, pullback] = vjp(fn, params);
  const change = grad((ct: Tensor) => inner(direction, pullback(ct)))(zerosLike(y));
  return s.keep([y, change] as const);
}

/**
 * The Hessian of a scalar function times a direction, $H v = \nabla_\theta\,\langle \nabla f(\theta),\ v\rangle$, in the
 * time of a few gradients and without the $n^2$ numbers of $H$: the curvature along $v$ is $v^{\mathsf T} H v$.
 *
 * @param fn must return a scalar.
 * @param direction a tree with the structure of `params`.
 * @throws GradientError when the result is not a scalar, or the direction does not fit the parameters.
 * @example
 * ```ts
 * import { hessianVectorProduct } from "@downhill/autograd";
 * import { pow, sum, type Tensor, tensor } from "@downhill/tensor";
 * const cubes = (x: Tensor) => sum(pow(x, 3));
 * hessianVectorProduct(cubes, tensor([1, 2]), tensor([1, 1])); // 6x = [6, 12]
 * ```
 * @see Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 1994.
 */
export function hessianVectorProduct<P extends Params>(
  fn: (params: P) => Tensor,
  params: P,
  direction: P,
): P {
  fits("hessianVectorProduct", params, direction);
  return grad((p: P) => inner(grad(fn)(p), direction))(params);
}

function fits<P extends Params>(name: string, params: P, direction: P): void {
  checkParams(name, "params", params);
  checkParams(name, "direction", direction);
  const [at, along] = [leaves<Tensor>(params), leaves<Tensor>(direction)];
  const odd = at.findIndex((x, i) => along[i] === undefined || !sameShape(x.shape, along[i].shape));
  if (odd >= 0 || at.length !== along.length) {
    const [x, v] = [at[odd]?.shape, along[odd]?.shape];
    const paired = x === undefined || v === undefined;
    const [a, b] = paired ? [at.length, along.length] : [showShape(x), showShape(v)];
    throw new GradientError("tree-mismatch", {
      en: `${name}: parameters and direction differ in structure: ${a} and ${b}${paired ? " tensors" : ""}; give the direction one tensor of the same shape for each parameter`,
      zh: `${name}：参数与方向的结构不同：${paired ? `分别有 ${a} 个和 ${b} 个张量` : `${a} 与 ${b}`}；请为每个参数给出一个形状相同的方向张量`,
    });
  }
}
