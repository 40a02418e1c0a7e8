import { checkOptions, square, sum } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { type Penalty, penaltyOf } from "./penalty.ts";
import { checkWeight } from "./weight.ts";

/**
 * The squared norm of the parameters as a penalty on the loss,
 *
 * $$R(\theta) = \frac\lambda2\sum_i \theta_i^2, \qquad \nabla R(\theta) = \lambda\,\theta.$$
 *
 * With the factor ½, gradient descent on the penalised loss is gradient descent with `decay` of the same $\lambda$ (see
 * there). Libraries that leave it out, such as Keras's `L2`, need half the $\lambda$ for the same effect; PyTorch's
 * `weight_decay` has this factor. Under Adam the penalty passes through the moments, so it differs from decay.
 *
 * @param lambda $\lambda \ge 0$.
 * @param selection `filter` chooses parameters; by default all parameters count.
 * @returns a function from parameters to a scalar tensor, made of operations, so that gradients flow.
 * @throws ValueError when $\lambda$ is negative or not finite, or, on calling, when the filter accepts no parameter.
 * @example
 * ```ts
 * import { grad } from "@downhill/autograd";
 * import { l2 } from "@downhill/regularizers";
 * import { add, sum, type Tensor, tensor } from "@downhill/tensor";
 * const penalty = l2(0.1, { filter: (path) => path.endsWith("w") });
 * const loss = (p: { w: Tensor; b: Tensor }) => add(sum(p.b), penalty(p));
 * grad(loss)({ w: tensor([1, 2]), b: tensor([3]) }); // { w: [0.1, 0.2], b: [1] }
 * ```
 * @see Goodfellow, Bengio and Courville, "Deep Learning", 2016, §7.1.1.
 */
export function l2(lambda: number, options: Selection = {}): Penalty {
  const { filter } = checkOptions("l2", options, ["filter"]);
  checkWeight("l2", "lambda", lambda);
  return penaltyOf("l2", filter, lambda / 2, (parameter) => sum(square(parameter)));
}
