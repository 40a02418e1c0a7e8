import { transform } from "./transform.ts";

/**
 * Nesterov's accelerated gradient in the form that PyTorch and Keras use: the step looks ahead by one velocity.
 *
 * $$v_t = \beta v_{t-1} + g_t \qquad \theta_t = \theta_{t-1} - \eta\,(g_t + \beta v_t)$$
 *
 * @throws ValueError when the learning rate is not positive, or $\beta$ is outside $[0, 1)$.
 * @example
 * ```ts
 * import { nesterov } from "@downhill/optimizers";
 * const optimizer = nesterov({ learningRate: 0.1, momentum: 0.9 });
 * ```
 * @see Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML
 * 2013, §2.
 */
export const nesterov = transform({
  name: "nesterov",
  state: ["v"],
  hyper: { learningRate: 0.01, momentum: 0.9 },
  step({ add, mul, neg }, { g, v, learningRate, momentum }) {
    v = add(mul(momentum, v), g);
    return { update: neg(mul(learningRate, add(g, mul(momentum, v)))), v };
  },
});
