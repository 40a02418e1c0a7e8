import type { Hyper } from "@downhill/schedules";
import { add, mul, sub, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { checkCount } from "./count.ts";
import { descend } from "./descend.ts";
import { hyperOf } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";

/** The state of {@link lookahead}: the slow parameters, and the optimizer's own state. */
export interface LookedAhead<State> {
  readonly slow: Params;
  readonly inner: State;
}

/**
 * Lookahead: an optimizer runs ahead for `every` steps, then the slow parameters $\phi$ move part of the way towards it, and
 * it continues from there. Oscillations across a valley are averaged away. The parameters are the fast ones, $\theta$;
 * evaluate with `slow` from the state. After every $k$-th step both are the same.
 *
 * $$\begin{aligned}
 * \theta_{t,i} &= \theta_{t,i-1} + u(g_{t,i}), \quad i = 1, \dots, k \\
 * \phi_{t+1} &= \phi_t + \alpha\,(\theta_{t,k} - \phi_t) & \theta_{t+1,0} &= \phi_{t+1}
 * \end{aligned}$$
 *
 * @param every $k$, a whole number of at least 1; 5 to 10 in the paper.
 * @param slowRate $\alpha$, above 0 and at most 1, a number or a schedule of the steps; 0.5 in the paper.
 * @throws ValueError when one of them is outside its range; KindError when the optimizer is not a transform.
 * @example
 * ```ts
 * import { gradientDescent, lookahead } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = lookahead(2, 0.5, gradientDescent({ learningRate: 1 }));
 * const [start, gradient] = [tensor([0]), tensor([-1])];
 * const [there, state] = optimizer.update(gradient, optimizer.init(start), start, 0);
 * there; // [1], so that θ is 1
 * optimizer.update(gradient, state, tensor([1]), 1)[0]; // [0]: ahead to 2, then halfway back to 0
 * ```
 * @see Zhang, Lucas, Hinton and Ba, "Lookahead optimizer: k steps forward, 1 step back", NeurIPS 2019, algorithm 1.
 */
export function lookahead<State>(
  every: number,
  slowRate: Hyper,
  optimizer: Transform<State>,
): Transform<LookedAhead<State>> {
  checkCount("lookahead", "every", every);
  refuseOthers("lookahead", [optimizer]);
  const alphaAt = hyperOf("lookahead", "slowRate", slowRate);
  const byUpdate: Transform<LookedAhead<State>> = {
    name: `lookahead(${every}, ${optimizer.name})`,
    init: (params) => ({ slow: treeMap((p: Tensor) => mul(p, 1), params), inner: optimizer.init(params) }),
    update: <P extends Params>(grads: P, state: LookedAhead<State>, params: P, step: Step, last?: boolean) =>
      tidy("lookahead", (): readonly [P, LookedAhead<State>] => {
        const [updates, inner] = optimizer.update(grads, state.inner, params, step, last);
        if ((step + 1) % every !== 0) return [updates, { slow: state.slow, inner }];
        const alpha = alphaAt(step);
        const fast = treeMap((p: Tensor, u: Tensor) => add(p, u), params, updates);
        const slow = treeMap((φ: Tensor, θ: Tensor) => add(φ, mul(alpha, sub(θ, φ))), state.slow as P, fast);
        return [treeMap((φ: Tensor, p: Tensor) => sub(φ, p), slow, params), { slow, inner }];
      }),
  };
  return checked({
    ...byUpdate,
    step<P extends Params>(grads: P, state: LookedAhead<State>, params: P, step: Step, last?: boolean) {
      if ((step + 1) % every === 0) return descend(byUpdate, grads, state, params, step, last);
      const [fast, inner] = descend(optimizer, grads, state.inner, params, step, last);
      return [fast, { slow: state.slow, inner }];
    },
  });
}
