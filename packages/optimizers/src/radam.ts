import { adam } from "./adam.ts";
import { rectification } from "./rectification.ts";
import { transform } from "./transform.ts";

/**
 * RAdam: Adam that at first uses momentum alone, until $v$ has seen enough gradients to be trusted, and then multiplies
 * its rate by $r_t$, which rises to 1. $\rho_t$ is the number of gradients that $v$ averages; above 5 it is enough. As in
 * optax, $\epsilon$ is added after the bias correction; PyTorch adds it before, as {@link radamEpsBefore} does.
 *
 * $$\begin{aligned}
 * \rho_\infty &= \frac{2}{1-\beta_2} - 1 & \rho_t &= \rho_\infty - \frac{2\,t\,\beta_2^t}{1-\beta_2^t} \\
 * r_t &= \sqrt{\frac{(\rho_t-4)(\rho_t-2)\,\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\,\rho_t}} &
 * \theta_t &= \theta_{t-1} - \begin{cases}
 * \eta\,r_t\,\hat m_t/(\sqrt{\hat v_t} + \epsilon) & \rho_t > 5 \\ \eta\,\hat m_t & \text{else}
 * \end{cases}
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, radam } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = radam({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.95, 2.3]: the first step is gradient descent's
 * ```
 * @see Liu, Jiang, He, Chen, Liu, Gao and Han, "On the variance of the adaptive learning rate and beyond", ICLR 2020,
 * algorithm 2.
 */
export const radam = transform({
  name: "radam",
  state: ["m", "v"],
  hyper: adam.rule.hyper,
  step(algebra, { g, m, v, t, learningRate, beta1, beta2, epsilon }) {
    const { add, sub, mul, div, pow, neg, sqrt, square } = algebra;
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const mHat = div(m, sub(1, pow(beta1, t)));
    const vHat = div(v, sub(1, pow(beta2, t)));
    const { k, r } = rectification(algebra, { t, beta2 });
    const scale = add(sub(1, k), div(mul(k, r), add(sqrt(vHat), epsilon)));
    return { update: neg(mul(mul(learningRate, mHat), scale)), m, v };
  },
});
