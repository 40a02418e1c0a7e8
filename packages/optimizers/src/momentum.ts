import { transform } from "./transform.ts";

/**
 * Momentum, the heavy ball: a velocity accumulates the gradients. This is PyTorch's convention, in which the velocity is
 * not scaled by $1 - \beta$ and the rate multiplies it last.
 *
 * $$v_t = \beta v_{t-1} + g_t \qquad \theta_t = \theta_{t-1} - \eta\,v_t$$
 *
 * @throws ValueError when the learning rate is not positive, or $\beta$ is outside $[0, 1)$.
 * @example
 * ```ts
 * import { momentum } from "@downhill/optimizers";
 * const optimizer = momentum({ learningRate: 0.1, momentum: 0.9 });
 * ```
 * @see Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
 */
export const momentum = transform({
  name: "momentum",
  state: ["v"],
  hyper: { learningRate: 0.01, momentum: 0.9 },
  step({ add, mul, neg }, { g, v, learningRate, momentum }) {
    v = add(mul(momentum, v), g);
    return { update: neg(mul(learningRate, v)), v };
  },
});
