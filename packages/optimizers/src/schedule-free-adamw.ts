import { averaging } from "./averaging.ts";
import { transform } from "./transform.ts";

/**
 * Schedule-free AdamW: {@link scheduleFree} with Adam's division by the root of the second moment. The average replaces
 * Adam's first moment, and $\beta_1$ sets how near to it gradients are taken.
 *
 * $$\begin{aligned}
 * v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2 & \hat v_t &= v_t/(1-\beta_2^t) \\
 * z_t &= z_{t-1} - \eta_t\bigl(g_t/(\sqrt{\hat v_t} + \epsilon) + \lambda\,\theta_{t-1}\bigr) & c_t &= \eta_t^2 \Big/ \sum_{i \le t} \eta_i^2 \\
 * x_t &= (1-c_t)\,x_{t-1} + c_t\,z_t & \theta_t &= (1-\beta_1)\,z_t + \beta_1\,x_t
 * \end{aligned}$$
 *
 * Train with $\theta$, and evaluate with $x$, which is `apply(params, state.a)`. $\beta_1$ must be constant.
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, scheduleFreeAdamw } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = scheduleFreeAdamw({ learningRate: 0.1, weightDecay: 0 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.9, 2.1]
 * ```
 * @see Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The road less scheduled", NeurIPS 2024, algorithm 1.
 */
export const scheduleFreeAdamw = transform({
  name: "scheduleFreeAdamw",
  state: ["v", "a", "s"],
  hyper: { learningRate: 2.5e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  step(algebra, { g, p, v, a, s, t, learningRate, beta1, beta2, epsilon, weightDecay }) {
    const { add, sub, mul, div, pow, sqrt, square, named } = algebra;
    v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
    const vHat = div(v, sub(1, pow(beta2, t)));
    const step = add(div(g, add(sqrt(vHat), epsilon)), mul(weightDecay, p));
    const delta = named(String.raw`\Delta_t`, mul(learningRate, step));
    return { ...averaging(algebra, { delta, a, s, learningRate, beta: beta1 }), v };
  },
});
