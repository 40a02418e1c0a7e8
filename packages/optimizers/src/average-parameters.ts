import type { Hyper } from "@downhill/schedules";
import { add, mul, type Tensor, tidy, treeMap } from "@downhill/tensor";
import { checked } from "./checked.ts";
import { hyperOf } from "./hyper.ts";
import type { Params, Step, Transform } from "./optimizer.ts";
import { tensors } from "./tensors.ts";

/**
 * An exponential moving average of the parameters: the last link of a chain. Updates pass through unchanged; its state is the
 * average $a$ of the updated parameters, starting from the initial ones. Evaluate with it instead of $\theta$; it is
 * smoother than any single step.
 *
 * $$a_t = \beta\,a_{t-1} + (1-\beta)\,\theta_t$$
 *
 * @param decay $\beta$, a number or a schedule; the average looks back over about $1/(1-\beta)$ steps.
 * @throws ValueError when `decay` is outside $[0, 1)$.
 * @example
 * ```ts
 * import { averageParameters, chain, gradientDescent } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = chain(gradientDescent({ learningRate: 1 }), averageParameters(0.75));
 * const w = tensor([2]);
 * const [, [, average]] = optimizer.update(tensor([4]), optimizer.init(w), w, 0); // w goes from 2 to −2
 * average; // [1]
 * ```
 * @see Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and
 * Optimization 30, 1992.
 */
export function averageParameters(decay: Hyper): Transform<Params> {
  const decayAt = hyperOf("averageParameters", "decay", decay);
  return checked({
    name: "averageParameters",
    init: (params) => treeMap((p: Tensor) => mul(p, 1), params),
    update<P extends Params>(updates: P, average: Params, params: P, step: Step) {
      const beta = decayAt(step);
      const follow = (a: Tensor, p: Tensor, u: Tensor): Tensor =>
        add(mul(beta, a), mul(tensors.sub(1, beta), add(p, u)));
      return [updates, tidy("averageParameters", () => treeMap(follow, average as P, params, updates))];
    },
  });
}
