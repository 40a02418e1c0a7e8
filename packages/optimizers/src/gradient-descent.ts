import { transform } from "./transform.ts";

/**
 * Gradient descent: a step against the gradient. On mini-batches it is called stochastic gradient descent (SGD).
 *
 * $$\theta_t = \theta_{t-1} - \eta\,g_t$$
 *
 * @throws ValueError when the learning rate is not a positive finite number.
 * @example
 * ```ts
 * import { apply, gradientDescent } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = gradientDescent({ learningRate: 0.1 });
 * const x = tensor(0);
 * const [update] = optimizer.update(tensor(-6), optimizer.init(x), x, 0); // the gradient of (x−3)² at 0 is −6
 * apply(x, update); // 0.6
 * ```
 * @see Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847.
 */
export const gradientDescent = transform({
  name: "gradientDescent",
  state: [],
  hyper: { learningRate: 0.01 },
  step: ({ mul, neg }, { g, learningRate }) => ({ update: neg(mul(learningRate, g)) }),
});
