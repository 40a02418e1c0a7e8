import { transform } from "./transform.ts";

/**
 * Adamax: Adam with a running maximum in place of the root mean square. Its norm $u$ is never too small at the start, so
 * it needs no bias correction; $\epsilon$ keeps it above 0.
 *
 * $$\begin{aligned}
 * m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t & u_t &= \max(\beta_2 u_{t-1},\,|g_t| + \epsilon) \\
 * \theta_t &= \theta_{t-1} - \frac{\eta}{1-\beta_1^t}\,\frac{m_t}{u_t}
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adamax, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adamax({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.9, 2.1]
 * ```
 * @see Kingma and Ba, "Adam: A method for stochastic optimization", ICLR 2015, algorithm 2.
 */
export const adamax = transform({
  name: "adamax",
  state: ["m", "u"],
  hyper: { learningRate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  step({ add, sub, mul, div, pow, neg, abs, maximum }, { g, m, u, t, learningRate, beta1, beta2, epsilon }) {
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    u = maximum(mul(beta2, u), add(abs(g), epsilon));
    return { update: neg(mul(div(learningRate, sub(1, pow(beta1, t))), div(m, u))), m, u };
  },
});
