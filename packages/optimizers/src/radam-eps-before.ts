import { adam } from "./adam.ts";
import { rectification } from "./rectification.ts";
import { transform } from "./transform.ts";

/**
 * RAdam as in PyTorch: $\epsilon$ is added to $\sqrt{v_t}$ before the bias correction, so it matters more in the first
 * steps than in {@link radam}. $r_t$ and $\rho_t$ are as in `radam`.
 *
 * $$\theta_t = \theta_{t-1} - \begin{cases}
 * \eta\,r_t\,\hat m_t\,\sqrt{1-\beta_2^t}\,/(\sqrt{v_t} + \epsilon) & \rho_t > 5 \\ \eta\,\hat m_t & \text{else}
 * \end{cases}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, radamEpsBefore } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = radamEpsBefore({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.95, 2.3]: the first step is gradient descent's
 * ```
 * @see Liu, Jiang, He, Chen, Liu, Gao and Han, "On the variance of the adaptive learning rate and beyond", ICLR 2020,
 * algorithm 2; PyTorch reference, `torch.optim.RAdam`.
 */
export const radamEpsBefore = transform({
  name: "radamEpsBefore",
  state: ["m", "v"],
  hyper: adam.rule.hyper,
  step(algebra, { g, m, v, t, learningRate, beta1, beta2, epsilon }) {
    const { add, sub, mul, div, pow, neg, sqrt, square } = algebra;
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const mHat = div(m, sub(1, pow(beta1, t)));
    const { k, r } = rectification(algebra, { t, beta2 });
    const trusted = div(mul(mul(k, r), sqrt(sub(1, pow(beta2, t)))), add(sqrt(v), epsilon));
    return { update: neg(mul(mul(learningRate, mHat), add(sub(1, k), trusted))), m, v };
  },
});
