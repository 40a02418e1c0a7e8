import { transform } from "./transform.ts";

/**
 * Momentum in the classical convention, which Keras uses: the velocity is a step and contains the rate. When the rate
 * falls, old gradients keep the rate of their own step; {@link convertMomentum} compares the conventions.
 *
 * $$v_t = \beta v_{t-1} - \eta\,g_t \qquad \theta_t = \theta_{t-1} + v_t$$
 *
 * @throws ValueError when the learning rate is not positive, or $\beta$ is outside $[0, 1)$.
 * @example
 * ```ts
 * import { momentumClassical } from "@downhill/optimizers";
 * const optimizer = momentumClassical({ learningRate: 0.1, momentum: 0.9 });
 * ```
 * @see Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", Nature 323, 1986.
 */
export const momentumClassical = transform({
  name: "momentumClassical",
  state: ["v"],
  hyper: { learningRate: 0.01, momentum: 0.9 },
  step({ sub, mul }, { g, v, learningRate, momentum }) {
    v = sub(mul(momentum, v), mul(learningRate, g));
    return { update: v, v };
  },
});
