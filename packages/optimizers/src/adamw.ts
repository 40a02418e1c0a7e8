import { adam } from "./adam.ts";
import { transform } from "./transform.ts";

/**
 * Adam with decoupled weight decay: in addition to Adam's step, each parameter shrinks by the fraction $\eta\lambda$. The
 * decay does not pass through the moments; that is the difference from an L2 penalty.
 *
 * $$\theta_t = \theta_{t-1} - \eta\,\frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon} - \eta\,\lambda\,\theta_{t-1}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adamw } from "@downhill/optimizers";
 * const optimizer = adamw({ learningRate: 3e-4, weightDecay: 0.1 });
 * ```
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
 */
export const adamw = transform({
  name: "adamw",
  state: adam.rule.state,
  hyper: { ...adam.rule.hyper, weightDecay: 0.01 },
  step(algebra, at) {
    const { update, m, v } = adam.rule.step(algebra, at);
    return {
      update: algebra.sub(update, algebra.mul(algebra.mul(at.learningRate, at.weightDecay), at.p)),
      m,
      v,
    };
  },
});
