import { adam } from "./adam.ts";
import { transform } from "./transform.ts";

/**
 * NAdam: Adam with a mean that looks one step ahead, like Nesterov momentum. $\beta_1$ stays constant, as in optax;
 * in PyTorch it grows during training, as in {@link nadamScheduled}.
 *
 * $$\begin{aligned}
 * m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t & v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
 * \bar m_t &= \frac{\beta_1 m_t}{1-\beta_1^{t+1}} + \frac{(1-\beta_1)\,g_t}{1-\beta_1^t} & \hat v_t &= \frac{v_t}{1-\beta_2^t} \\
 * \theta_t &= \theta_{t-1} - \eta\,\bar m_t/(\sqrt{\hat v_t} + \epsilon)
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { nadam } from "@downhill/optimizers";
 * const optimizer = nadam({ learningRate: 2e-3, beta1: 0.9 });
 * ```
 * @see Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop, algorithm 2.
 */
export const nadam = transform({
  name: "nadam",
  state: ["m", "v"],
  hyper: adam.rule.hyper,
  step(
    { add, sub, mul, div, pow, neg, sqrt, square, named },
    { g, m, v, t, learningRate, beta1, beta2, epsilon },
  ) {
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const ahead = div(mul(beta1, m), sub(1, pow(beta1, add(t, 1))));
    const now = div(mul(sub(1, beta1), g), sub(1, pow(beta1, t)));
    const mBar = named(String.raw`\bar{m}_t`, add(ahead, now));
    const vHat = div(v, sub(1, pow(beta2, t)));
    return { update: neg(div(mul(learningRate, mBar), add(sqrt(vHat), epsilon))), m, v };
  },
});
