import { checkOptions, abs, add, mul, square, sum } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { type Penalty, penaltyOf } from "./penalty.ts";
import { checkWeight } from "./weight.ts";

/**
 * L1 and L2 together: the first selects parameters, and the second makes correlated ones share the weight instead of
 * one taking it all,
 *
 * $$R(\theta) = \lambda_1\sum_i \lvert\theta_i\rvert + \frac{\lambda_2}2\sum_i \theta_i^2.$$
 *
 * It is `l1(λ₁)` plus `l2(λ₂)`. Libraries that use a strength $\alpha$ and a ratio $\rho$, such as scikit-learn's
 * `ElasticNet`, mean $\lambda_1 = \alpha\rho$ and $\lambda_2 = \alpha(1-\rho)$.
 *
 * @param lambda1 $\lambda_1 \ge 0$, the factor of the absolute values.
 * @param lambda2 $\lambda_2 \ge 0$, the factor of half the squares.
 * @param selection `filter` chooses parameters; by default all parameters count.
 * @returns a function from parameters to a scalar tensor, made of operations, so that gradients flow.
 * @throws ValueError when a coefficient is negative or not finite, or, on calling, when the filter accepts no
 * parameter.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { elasticNet } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const w = tensor([2, -1]);
 * elasticNet(0.5, 0.1)(w); // 1.75
 * grad(elasticNet(0.5, 0.1))(w); // [0.7, -0.6]
 * ```
 * @see Zou and Hastie, "Regularization and variable selection via the elastic net", Journal of the Royal Statistical
 * Society B 67, 2005.
 */
export function elasticNet(lambda1: number, lambda2: number, options: Selection = {}): Penalty {
  const { filter } = checkOptions("elasticNet", options, ["filter"]);
  checkWeight("elasticNet", "lambda1", lambda1);
  checkWeight("elasticNet", "lambda2", lambda2);
  return penaltyOf("elasticNet", filter, 1, (parameter) =>
    add(mul(sum(abs(parameter)), lambda1), mul(sum(square(parameter)), lambda2 / 2)),
  );
}
