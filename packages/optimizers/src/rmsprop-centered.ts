import { transform } from "./transform.ts";

/**
 * Centred RMSprop: the gradient divided by its running standard deviation, with variance $v - m^2$. If rounding
 * makes that negative, it counts as 0. $\epsilon$ is outside the root, as in PyTorch.
 *
 * $$\begin{aligned}
 * v_t &= \beta v_{t-1} + (1-\beta)\,g_t^2 & m_t &= \beta m_{t-1} + (1-\beta)\,g_t \\
 * \theta_t &= \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{\max(v_t - m_t^2,\,0)} + \epsilon}
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { rmspropCentered } from "@downhill/optimizers";
 * const optimizer = rmspropCentered({ learningRate: 1e-3, beta: 0.9, epsilon: 1e-4 });
 * ```
 * @see Graves, "Generating sequences with recurrent neural networks", arXiv:1308.0850, 2013, equations 38 to 45.
 */
export const rmspropCentered = transform({
  name: "rmspropCentered",
  state: ["v", "m"],
  hyper: { learningRate: 1e-3, beta: 0.9, epsilon: 1e-8 },
  step({ add, sub, mul, div, neg, sqrt, square, maximum }, { g, v, m, learningRate, beta, epsilon }) {
    v = add(mul(beta, v), mul(sub(1, beta), square(g)));
    m = add(mul(beta, m), mul(sub(1, beta), g));
    const variance = maximum(sub(v, square(m)), 0);
    return { update: neg(div(mul(learningRate, g), add(sqrt(variance), epsilon))), v, m };
  },
});
