import { transform } from "./transform.ts";

/**
 * RMSprop with $\epsilon$ *inside* the root, the convention of Keras and of the source chapter 003 §3.2.2. The two
 * differ wherever $v$ is not much larger than $\epsilon$.
 *
 * $$v_t = \beta v_{t-1} + (1-\beta)\,g_t^2 \qquad \theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t + \epsilon}}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { rmspropEpsInside } from "@downhill/optimizers";
 * const optimizer = rmspropEpsInside({ learningRate: 1e-3, beta: 0.9, epsilon: 1e-7 });
 * ```
 * @see Optax, `optax.rmsprop(eps_in_sqrt=True)`.
 */
export const rmspropEpsInside = transform({
  name: "rmspropEpsInside",
  state: ["v"],
  hyper: { learningRate: 1e-3, beta: 0.9, epsilon: 1e-8 },
  step({ add, sub, mul, div, neg, sqrt, square }, { g, v, learningRate, beta, epsilon }) {
    v = add(mul(beta, v), mul(sub(1, beta), square(g)));
    return { update: neg(div(mul(learningRate, g), sqrt(add(v, epsilon)))), v };
  },
});
