import { adam } from "./adam.ts";
import { transform } from "./transform.ts";

/**
 * AMSGrad: Adam that divides by the largest $v$ so far, $u$, so no coordinate's rate ever grows again. As in PyTorch, the
 * maximum is taken before the bias correction; optax takes it after.
 *
 * $$\begin{aligned}
 * m_t &= \beta_1 m_{t-1} + (1-\beta_1)\,g_t & \hat m_t &= m_t/(1-\beta_1^t) \\
 * v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 & u_t &= \max(u_{t-1},\,v_t) \qquad \hat u_t = u_t/(1-\beta_2^t) \\
 * \theta_t &= \theta_{t-1} - \eta\,\hat m_t/(\sqrt{\hat u_t} + \epsilon)
 * \end{aligned}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { amsgrad, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = amsgrad({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.9, 2.1]
 * ```
 * @see Reddi, Kale and Kumar, "On the convergence of Adam and beyond", ICLR 2018, algorithm 2.
 */
export const amsgrad = transform({
  name: "amsgrad",
  state: ["m", "v", "u"],
  hyper: adam.rule.hyper,
  step(
    { add, sub, mul, div, pow, neg, sqrt, square, maximum },
    { g, m, v, u, t, learningRate, beta1, beta2, epsilon },
  ) {
    m = add(mul(beta1, m), mul(sub(1, beta1), g));
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    u = maximum(u, v);
    const mHat = div(m, sub(1, pow(beta1, t)));
    const uHat = div(u, sub(1, pow(beta2, t)));
    return { update: neg(div(mul(learningRate, mHat), add(sqrt(uHat), epsilon))), m, v, u };
  },
});
