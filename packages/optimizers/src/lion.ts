import { transform } from "./transform.ts";

/**
 * Lion: every coordinate moves by the same length, along the sign of a weighted mean of momentum and gradient, with decoupled
 * weight decay.
 *
 * $$\begin{aligned}
 * u_t &= \operatorname{sign}(\beta_1 m_{t-1} + (1-\beta_1)\,g_t) \\
 * m_t &= \beta_2 m_{t-1} + (1-\beta_2)\,g_t \\
 * \theta_t &= \theta_{t-1} - \eta\,(u_t + \lambda\,\theta_{t-1})
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, lion } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = lion({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.9, 2.1]
 * ```
 * @see Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2.
 */
export const lion = transform({
  name: "lion",
  state: ["m"],
  hyper: { learningRate: 1e-4, beta1: 0.9, beta2: 0.99, weightDecay: 0 },
  step({ add, sub, mul, neg, sign }, { g, p, m, learningRate, beta1, beta2, weightDecay }) {
    const u = sign(add(mul(beta1, m), mul(sub(1, beta1), g)));
    m = add(mul(beta2, m), mul(sub(1, beta2), g));
    return { update: neg(mul(learningRate, add(u, mul(weightDecay, p)))), m };
  },
});
