import type { Hyper } from "@downhill/schedules";
import {
  add,
  checkFunction,
  div,
  greater,
  mul,
  onesLike,
  KindError,
  type Tensor,
  tidy,
  treeMap,
  where,
} from "@downhill/tensor";
import { gradient, matching } from "./checked.ts";
import { globalNorm } from "./clip-by-global-norm.ts";
import { hypersOf } from "./hyper.ts";
import type { Params, Step } from "./optimizer.ts";

const defaults = { radius: 0.05 };

/** A loss and its gradient, as `valueAndGrad` returns them; arguments after the parameters, such as a batch, are passed on. */
export type LossAndGradient<P extends Params, Rest extends readonly unknown[]> = (
  params: P,
  ...rest: Rest
) => readonly [loss: Tensor, gradient: P];

/**
 * Sharpness-aware minimization: the gradient is taken not at the parameters but at the worst point near them, which
 * approximates the highest loss on a ball of radius $\rho$. Any optimizer then uses it to step from the parameters: it leaves
 * narrow valleys, which have steep walls nearby, and stays in wide ones. It costs two gradients per step.
 *
 * $$\epsilon_t = \rho\,\frac{\nabla L(\theta_{t-1})}{\lVert\nabla L(\theta_{t-1})\rVert} \qquad
 * g_t = \nabla L(\theta_{t-1} + \epsilon_t)$$
 *
 * The norm is taken over all parameters together. If the gradient is zero, $\epsilon_t$ is zero too.
 *
 * @param lossAndGradient called twice with the same batch.
 * @param settings `radius` is $\rho$, a number or a schedule; default 0.05.
 * @returns a function of the parameters, the step and further arguments, to use instead of `lossAndGradient`: the loss $L(\theta_{t-1})$
 * and the gradient $g_t$.
 * @throws ValueError when the radius is not a positive finite number; KindError when `lossAndGradient` does not return a loss
 * and a gradient.
 * @example
 * ```ts
 * import { valueAndGrad } from "@downhill/autograd";
 * import { apply, momentum, sam } from "@downhill/optimizers";
 * import { pow, sum, type Tensor, tensor } from "@downhill/tensor";
 * const lossAndGradient = sam(valueAndGrad((w: Tensor) => sum(pow(w, 4))), { radius: 1 });
 * const optimizer = momentum({ learningRate: 0.01 });
 * const w = tensor([2]);
 * const [loss, gradient] = lossAndGradient(w, 0); // 16, and at 2 + 1 the gradient is 4 · 3³ = [108]
 * const [updates, state] = optimizer.update(gradient, optimizer.init(w), w, 0);
 * apply(w, updates); // [0.92]
 * ```
 * @see Foret, Kleiner, Mobahi and Neyshabur, "Sharpness-aware minimization for efficiently improving generalization",
 * ICLR 2021, algorithm 1.
 */
export function sam<P extends Params, Rest extends readonly unknown[]>(
  lossAndGradient: LossAndGradient<P, Rest>,
  settings: { readonly radius?: Hyper } = {},
): (params: P, step: Step, ...rest: Rest) => readonly [loss: Tensor, gradient: P] {
  checkFunction("sam", "lossAndGradient", lossAndGradient);
  const hyperAt = hypersOf("sam", settings, defaults);
  const at: typeof lossAndGradient = (params, ...rest) => {
    const both = typeof lossAndGradient === "function" && lossAndGradient(params, ...rest);
    if (!Array.isArray(both)) {
      throw new KindError("wrong-result", {
        en: "sam: the function given does not return [loss, gradient]; give one that does, such as valueAndGrad(loss)",
        zh: "sam：传入的函数没有返回 [loss, gradient]，请传入例如 valueAndGrad(loss)",
      });
    }
    const [loss, slope] = both;
    return [loss, matching("sam", params, slope, gradient)];
  };
  return (params, step, ...rest) =>
    tidy("sam", () => {
      const [loss, gradient] = at(params, ...rest);
      const norm = globalNorm(gradient);
      const length = where(greater(norm, 0), norm, onesLike(norm));
      const { radius } = hyperAt(step);
      const worst = treeMap((p: Tensor, g: Tensor) => add(p, mul(radius, div(g, length))), params, gradient);
      return [loss, at(worst, ...rest)[1]] as const;
    });
}
