import type { Transform } from "@downhill/optimizers";
import { checkOptions, add, div, greater, mul, sub, where } from "@downhill/tensor";

import { checkGroups, type Grouping, lengths } from "./groups.ts";
import { link, type Stateless } from "./link.ts";
import { checkWeight } from "./weight.ts";

/**
 * Limits the norm of each group of weights: a link, the **last** of a `chain`, that brings a group that would leave the
 * ball of radius $c$ back to it,
 *
 * $$z = \theta_t + u_t, \qquad u_{t,g} \leftarrow z_g\,\frac{c}{\lVert z_g\rVert_2} - \theta_{t,g} \quad\text{where}\quad \lVert z_g\rVert_2 > c.$$
 *
 * Updates that stay inside are unchanged. In a matrix `[inputs, outputs]` the groups are its columns, each with all
 * weights into one output, or with `groups: "rows"` its rows. Each number of a vector is a group and is limited to $c$:
 * use the filter to exclude biases. A later link could leave the ball again.
 *
 * @param limit $c > 0$; 3 or 4 in the paper.
 * @param grouping `groups`, and a `filter` that chooses parameters; by default all parameters are constrained.
 * @throws ValueError when the limit is not a positive finite number, `groups` is unknown, or the filter accepts no
 * parameter.
 * @example
 * ```ts
 * import { maxNorm } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const [w, u] = [tensor([[0, 1], [2, 1]]), tensor([[3, 1], [2, 0]])]; // the first column would be [3, 4]
 * maxNorm(2.5).update(u, [], w, 0)[0]; // [[1.5, 1], [0, 0]]
 * ```
 * @see Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks from
 * overfitting", JMLR 15, 2014, §5.1.
 */
export function maxNorm(limit: number, options: Grouping = {}): Transform<Stateless> {
  const { filter, groups = "columns" } = checkOptions("maxNorm", options, ["groups", "filter"]);
  checkWeight("maxNorm", "limit", limit);
  checkGroups("maxNorm", groups);
  return link("maxNorm", filter, () => (u, p) => {
    const z = add(p, u);
    const length = lengths(z, groups);
    return where(greater(length, limit), sub(mul(z, div(limit, length)), p), u);
  });
}
