import { hyperAt, tensors, type Transform } from "@downhill/optimizers";
import type { Hyper } from "@downhill/schedules";
import { checkOptions, abs, add, maximum, mul, sign, sub } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { link, type Stateless } from "./link.ts";

/** The settings of {@link proximalL1}; the first two are numbers or schedules. */
export interface ProximalL1Settings extends Selection {
  /** $\lambda$, as in `l1`. */
  readonly lambda: Hyper;
  /** $\eta$: pass the optimizer's, so that both decay together and the minimum does not depend on it. */
  readonly learningRate: Hyper;
}

/**
 * L1 without its corner: a link, the **last** of a `chain`, that lets the optimizer follow only the loss and then
 * moves every parameter towards zero by $\eta\lambda$, or to exactly zero if it is nearer than that,
 *
 * $$z = \theta_t + u_t, \qquad u_t \leftarrow \operatorname{sign}(z)\max(\lvert z\rvert - \eta_t\lambda_t,\ 0) - \theta_t.$$
 *
 * The zeros are exact in floating point, since $\theta + (0 - \theta) = 0$; a later link would move them. After
 * gradient descent it is proximal gradient descent (ISTA), which finds the minimum of the loss plus `l1(λ)`.
 *
 * **After another optimizer it is another method**, though its zeros are just as exact. `momentum` with $\beta$ takes steps up to
 * $1/(1-\beta)$ times as long, so that the penalty is in effect $(1-\beta)\lambda$, a tenth at $\beta = 0.9$: pass
 * $\eta/(1-\beta)$ here, or use `momentumMean`. An adaptive step has no such factor: Adam's are about $\eta$ long however small a
 * steady gradient is, and move its weight off zero unless $\lambda$ is near 1. There, find $\lambda$ anew, and do not compare it with
 * that of gradient descent.
 *
 * @throws ValueError when $\lambda$ or $\eta$ is negative or not finite, or the filter accepts no parameter.
 * @example
 * ```ts
 * import { chain, gradientDescent } from "@downhill/optimizers";
 * import { proximalL1 } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const learningRate = 0.5;
 * const optimizer = chain(gradientDescent({ learningRate }), proximalL1({ lambda: 0.5, learningRate }));
 * const [w, g] = [tensor([1, -0.5]), tensor([0.5, -0.75])];
 * optimizer.update(g, optimizer.init(w), w, 0)[0]; // [-0.5, 0.5]: to 0.5, and from −0.5 to exactly 0
 * ```
 * @see Parikh and Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014, §4.2 and §6.5.2.
 */
export function proximalL1(options: ProximalL1Settings): Transform<Stateless> {
  const { lambda, learningRate, filter } = checkOptions("proximalL1", options, [
    "lambda",
    "learningRate",
    "filter",
  ]);
  const threshold = (step: number) =>
    tensors.mul(
      hyperAt("proximalL1", "learningRate", learningRate, step),
      hyperAt("proximalL1", "lambda", lambda, step),
    );
  if (typeof learningRate !== "function") hyperAt("proximalL1", "learningRate", learningRate, 0);
  if (typeof lambda !== "function") hyperAt("proximalL1", "lambda", lambda, 0);
  return link("proximalL1", filter, (step) => {
    const ηλ = threshold(step);
    return (u, p) => {
      const z = add(p, u);
      return sub(mul(sign(z), maximum(sub(abs(z), ηλ), 0)), p);
    };
  });
}
