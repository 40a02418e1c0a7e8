import { transform } from "./transform.ts";

/**
 * Adadelta: the gradient divided by its own running root mean square and multiplied by the one of the steps $\Delta$ so far,
 * so that a step has the parameter's unit. $\epsilon$ is under both roots and sets the size of the first step.
 *
 * $$\begin{aligned}
 * s_t &= \rho\,s_{t-1} + (1-\rho)\,g_t^2 & \Delta_t &= \frac{\sqrt{d_{t-1} + \epsilon}}{\sqrt{s_t + \epsilon}}\,g_t \\
 * d_t &= \rho\,d_{t-1} + (1-\rho)\,\Delta_t^2 & \theta_t &= \theta_{t-1} - \eta\,\Delta_t
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adadelta, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adadelta({ rho: 0, epsilon: 9 });
 * const w = tensor([1]);
 * const [updates] = optimizer.update(tensor([4]), optimizer.init(w), w, 0);
 * apply(w, updates); // [-1.4]: the step is √9 / √(4² + 9) · 4
 * ```
 * @see Zeiler, "ADADELTA: An adaptive learning rate method", arXiv:1212.5701, 2012, algorithm 1, in which η is 1.
 */
export const adadelta = transform({
  name: "adadelta",
  state: ["s", "d"],
  hyper: { learningRate: 1, rho: 0.9, epsilon: 1e-6 },
  step({ add, sub, mul, div, neg, sqrt, square, named }, { g, s, d, learningRate, rho, epsilon }) {
    s = add(mul(rho, s), mul(sub(1, rho), square(g)));
    const delta = named(String.raw`\Delta_t`, mul(div(sqrt(add(d, epsilon)), sqrt(add(s, epsilon))), g));
    d = add(mul(rho, d), mul(sub(1, rho), square(delta)));
    return { update: neg(mul(learningRate, delta)), s, d };
  },
});
