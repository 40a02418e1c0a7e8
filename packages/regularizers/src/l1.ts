import { checkOptions, abs, sum } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { type Penalty, penaltyOf } from "./penalty.ts";
import { checkWeight } from "./weight.ts";

/**
 * The sum of the parameters' absolute values as a penalty on the loss, which pulls each towards zero with the same
 * force,
 *
 * $$R(\theta) = \lambda\sum_i \lvert\theta_i\rvert, \qquad \nabla R(\theta) = \lambda\operatorname{sign}\theta.$$
 *
 * At zero, where it has a corner, the gradient is 0, one of its subgradients. A step along the gradient jumps over the
 * corner, so weights come near zero but rarely reach it; for exact zeros use `proximalL1` instead of this penalty.
 *
 * @param lambda $\lambda \ge 0$.
 * @param selection `filter` chooses parameters; by default all parameters count.
 * @returns a function from parameters to a scalar tensor, made of operations, so that gradients flow.
 * @throws ValueError when $\lambda$ is negative or not finite, or, on calling, when the filter accepts no parameter.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { l1 } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const w = tensor([3, -0.5, 0]);
 * l1(0.5)(w); // 1.75
 * grad(l1(0.5))(w); // [0.5, -0.5, 0]
 * ```
 * @see Tibshirani, "Regression shrinkage and selection via the lasso", Journal of the Royal Statistical Society B 58, 1996.
 */
export function l1(lambda: number, options: Selection = {}): Penalty {
  const { filter } = checkOptions("l1", options, ["filter"]);
  checkWeight("l1", "lambda", lambda);
  return penaltyOf("l1", filter, lambda, (parameter) => sum(abs(parameter)));
}
