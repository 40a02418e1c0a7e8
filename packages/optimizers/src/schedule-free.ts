import { averaging } from "./averaging.ts";
import { transform } from "./transform.ts";

/**
 * Schedule-free gradient descent: the learning rate stays constant, and the average of the points replaces its decay. $z$
 * steps like gradient descent, $x$ is the average of all $z$, and gradients are taken at $\theta$ between them, closer to $x$ for
 * larger $\beta$:
 *
 * $$\begin{aligned}
 * z_t &= z_{t-1} - \eta_t\,(g_t + \lambda\,\theta_{t-1}) & c_t &= \eta_t^2 \Big/ \sum_{i \le t} \eta_i^2 \\
 * x_t &= (1-c_t)\,x_{t-1} + c_t\,z_t & \theta_t &= (1-\beta)\,z_t + \beta\,x_t
 * \end{aligned}$$
 *
 * Train with $\theta$, and evaluate with $x$: the state keeps $a_t = x_t - \theta_t$, so that `apply(params, state.a)` is $x$, and
 * `s`, the sum of the weights, which is the same for every element. With weights $\eta_t^2$, a warm-up (the only schedule it needs) counts little. $\beta$ must be
 * constant.
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, scheduleFree } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = scheduleFree({ learningRate: 1, beta: 0.5 });
 * let params = tensor([0]);
 * let state = optimizer.init(params);
 * for (let step = 0; step < 2; step++) {
 *   const [updates, next] = optimizer.update(tensor([-2]), state, params, step);
 *   [params, state] = [apply(params, updates), next];
 * }
 * params; // [3.5]: halfway between z, which is 4, and x
 * apply(params, state.a); // [3]: x, the mean of 2 and 4
 * ```
 * @see Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky, "The road less scheduled", NeurIPS 2024, equations 3 to 5.
 */
export const scheduleFree = transform({
  name: "scheduleFree",
  state: ["a", "s"],
  hyper: { learningRate: 1, beta: 0.9, weightDecay: 0 },
  step(algebra, { g, p, a, s, learningRate, beta, weightDecay }) {
    const { add, mul, named } = algebra;
    const delta = named(String.raw`\Delta_t`, mul(learningRate, add(g, mul(weightDecay, p))));
    return averaging(algebra, { delta, a, s, learningRate, beta });
  },
});
