import { transform } from "./transform.ts";

/**
 * Momentum as a running mean: the velocity is an average of the gradients and has their size, so the rate means the same as
 * without momentum. It starts at zero, with no bias correction; {@link convertMomentum} compares the conventions.
 *
 * $$v_t = \beta v_{t-1} + (1-\beta)\,g_t \qquad \theta_t = \theta_{t-1} - \eta\,v_t$$
 *
 * @throws ValueError when the learning rate is not positive, or $\beta$ is outside $[0, 1)$.
 * @example
 * ```ts
 * import { momentumMean } from "@downhill/optimizers";
 * const optimizer = momentumMean({ learningRate: 0.1, momentum: 0.9 });
 * ```
 * @see Kingma and Ba, "Adam: A method for stochastic optimization", ICLR 2015: its first moment.
 */
export const momentumMean = transform({
  name: "momentumMean",
  state: ["v"],
  hyper: { learningRate: 0.1, momentum: 0.9 },
  step({ add, sub, mul, neg }, { g, v, learningRate, momentum }) {
    v = add(mul(momentum, v), mul(sub(1, momentum), g));
    return { update: neg(mul(learningRate, v)), v };
  },
});
