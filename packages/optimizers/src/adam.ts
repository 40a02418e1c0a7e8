import { transform } from "./transform.ts";

/**
 * Adam: a running mean $m$ of the gradient, scaled by the root of a running mean $v$ of its square; both start at zero, and
 * the bias this causes is corrected.
 *
 * $$\begin{aligned}
 * m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t & \hat m_t &= m_t/(1-\beta_1^t) \\
 * v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 & \hat v_t &= v_t/(1-\beta_2^t) \\
 * \theta_t &= \theta_{t-1} - \eta\,\hat m_t/(\sqrt{\hat v_t} + \epsilon)
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adam, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adam({ learningRate: 0.1 });
 * const params = { w: tensor([1, 2]) };
 * const [updates, state] = optimizer.update({ w: tensor([0.5, -3]) }, optimizer.init(params), params, 0);
 * const next = apply(params, updates); // w = [0.9, 2.1]: the first step has length η whatever the gradient
 * ```
 * @see Kingma and Ba, "Adam: A method for stochastic optimization", ICLR 2015, algorithm 1.
 */
export const adam = transform({
  name: "adam",
  state: ["m", "v"],
  hyper: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  step({ add, sub, mul, div, pow, neg, sqrt, square }, { g, m, v, t, learningRate, beta1, beta2, epsilon }) {
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const mHat = div(m, sub(1, pow(beta1, t)));
    const vHat = div(v, sub(1, pow(beta2, t)));
    return { update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))), m, v };
  },
});
