import { checkOptions, mul, sizeOf, sum } from "@downhill/tensor";

import { checkGroups, type Grouping, lengths } from "./groups.ts";
import { type Penalty, penaltyOf } from "./penalty.ts";
import { checkWeight } from "./weight.ts";

/**
 * The norms of groups of weights as a penalty on the loss: a whole group is pulled to zero together, so the unit or
 * input it belongs to can be removed,
 *
 * $$R(\theta) = \lambda\sum_g \sqrt{d_g}\,\lVert\theta_g\rVert_2, \qquad \nabla_{\theta_g} R = \lambda\sqrt{d_g}\,\frac{\theta_g}{\lVert\theta_g\rVert_2},$$
 *
 * where $d_g$ is the number of weights in the group. In a matrix `[inputs, outputs]` the groups are its columns, each
 * with all weights into one output, or with `groups: "rows"` its rows, each with all weights out of one input: columns
 * remove units, rows remove inputs. Each number of a vector is a group, so there the penalty is L1. The gradient of a
 * zero group is 0.
 *
 * @param lambda $\lambda \ge 0$.
 * @param grouping `groups`, and a `filter` that chooses parameters; by default all parameters count.
 * @returns a function from parameters to a scalar tensor, made of operations, so that gradients flow.
 * @throws ValueError when $\lambda$ is negative or not finite, `groups` is unknown, or, on calling, the filter accepts no
 *   parameter.
 * @example
 * ```ts
 * import { groupLasso } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const w = tensor([[3, 0], [4, 0]]);
 * groupLasso(0.1 / Math.SQRT2)(w); // 0.5: columns of length 5 and 0
 * groupLasso(0.1 / Math.SQRT2, { groups: "rows" })(w); // 0.7: rows of length 3 and 4
 * ```
 * @see Yuan and Lin, "Model selection and estimation in regression with grouped variables", Journal of the Royal Statistical
 * Society B 68, 2006; Scardapane, Comminiello, Hussain and Uncini, "Group sparse regularization for deep neural networks",
 * Neurocomputing 241, 2017.
 */
export function groupLasso(lambda: number, options: Grouping = {}): Penalty {
  const { filter, groups = "columns" } = checkOptions("groupLasso", options, ["groups", "filter"]);
  checkWeight("groupLasso", "lambda", lambda);
  checkGroups("groupLasso", groups);
  return penaltyOf("groupLasso", filter, lambda, (parameter) => {
    const each = lengths(parameter, groups);
    const weightsPerGroup = sizeOf(parameter.shape) / sizeOf(each.shape);
    return mul(sum(each), Math.sqrt(weightsPerGroup));
  });
}
