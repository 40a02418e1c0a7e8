import { adam } from "./adam.ts";
import { transform } from "./transform.ts";

/**
 * RAdam: Adam that first walks by momentum alone, until $v$ has seen enough gradients to be trusted, and then multiplies
 * its rate by $r_t$, which rises to 1. $\rho_t$ is the number of gradients that $v$ averages; above 5 it is enough. As in
 * optax, $\epsilon$ is added after the bias correction.
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
  step(
    { add, sub, mul, div, pow, neg, sqrt, square, sign, maximum, named },
    { g, m, v, t, learningRate, beta1, beta2, epsilon },
  ) {
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const mHat = div(m, sub(1, pow(beta1, t)));
    const vHat = div(v, sub(1, pow(beta2, t)));
    const limit = named(String.raw`\rho_\infty`, sub(div(2, sub(1, beta2)), 1));
    const decayed = pow(beta2, t);
    const length = named(String.raw`\rho_t`, sub(limit, div(mul(mul(2, t), decayed), sub(1, decayed))));
    // A rule has no if: k is 1 where ρ passes 5 and 0 before. There r is not used, and reading ρ as 5 keeps it finite.
    const k = named("k_t", maximum(sign(sub(length, 5)), 0));
    const here = named(String.raw`\bar\rho_t`, maximum(length, 5));
    const there = named(String.raw`\bar\rho_\infty`, maximum(limit, 5));
    const r = named(
      "r_t",
      sqrt(div(mul(mul(sub(here, 4), sub(here, 2)), there), mul(mul(sub(there, 4), sub(there, 2)), here))),
    );
    const scale = add(sub(1, k), div(mul(k, r), add(sqrt(vHat), epsilon)));
    return { update: neg(mul(mul(learningRate, mHat), scale)), m, v };
  },
});
