import { adam } from "./adam.ts";
import { transform } from "./transform.ts";

/**
 * NAdam as in PyTorch, with Dozat's momentum schedule: $\mu_t$ starts near $\beta_1/2$ and grows towards $\beta_1$, more
 * slowly for a smaller $\psi$, `momentumDecay`. The bias correction uses the product of the $\mu$ so far; the state keeps
 * $q_t = 1 - \prod_{i \le t} \mu_i$, which is the same for every element. {@link nadam} keeps $\beta_1$ constant.
 *
 * $$\begin{aligned}
 * \mu_t &= \beta_1\bigl(1 - \tfrac12\,0.96^{\psi t}\bigr) & q_t &= 1 - (1-q_{t-1})\,\mu_t \\
 * m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t & v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 \\
 * \bar m_t &= \frac{\mu_{t+1}\,m_t}{1-(1-q_t)\,\mu_{t+1}} + \frac{(1-\mu_t)\,g_t}{q_t} & \hat v_t &= \frac{v_t}{1-\beta_2^t} \\
 * \theta_t &= \theta_{t-1} - \eta\,\bar m_t/(\sqrt{\hat v_t} + \epsilon)
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { nadamScheduled } from "@downhill/optimizers";
 * const optimizer = nadamScheduled({ learningRate: 2e-3, momentumDecay: 0.004 });
 * ```
 * @see Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop, algorithm 2 and §3; PyTorch reference,
 * `torch.optim.NAdam`.
 */
export const nadamScheduled = transform({
  name: "nadamScheduled",
  state: ["m", "v", "q"],
  hyper: { ...adam.rule.hyper, learningRate: 2e-3, momentumDecay: 4e-3 },
  step(
    { add, sub, mul, div, pow, neg, sqrt, square, named },
    { g, m, v, q, t, learningRate, beta1, beta2, epsilon, momentumDecay },
  ) {
    const grown = (step: typeof t) => mul(beta1, sub(1, mul(0.5, pow(0.96, mul(momentumDecay, step)))));
    const mu = named(String.raw`\mu_t`, grown(t));
    const next = named(String.raw`\mu_{t+1}`, grown(add(t, 1)));
    q = sub(1, mul(sub(1, q), mu));
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const ahead = div(mul(next, m), sub(1, mul(sub(1, q), next)));
    const now = div(mul(sub(1, mu), g), q);
    const mBar = named(String.raw`\bar{m}_t`, add(ahead, now));
    const vHat = div(v, sub(1, pow(beta2, t)));
    return { update: neg(div(mul(learningRate, mBar), add(sqrt(vHat), epsilon))), m, v, q };
  },
});
