import type { Transform } from "@downhill/optimizers";
import { checkOptions, maximum, neg } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { link, type Stateless } from "./link.ts";

/**
 * Keeps parameters from becoming negative: a link, the **last** of a `chain`, that stops at zero a step that would go
 * below it,
 *
 * $$u_t \leftarrow \max(\theta_t + u_t,\ 0) - \theta_t = \max(u_t,\ -\theta_t).$$
 *
 * A stopped parameter is exactly 0, since $\theta + (-\theta) = 0$ in floating point too; other updates are unchanged.
 * A parameter that starts negative is at least 0 after its first step. A later link could go below zero again.
 *
 * @param selection `filter` chooses parameters; by default all parameters are constrained.
 * @throws ValueError when the filter accepts no parameter.
 * @example
 * ```ts
 * import { chain, gradientDescent } from "@downhill/optimizers";
 * import { nonNegative } from "@downhill/regularizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = chain(gradientDescent({ learningRate: 1 }), nonNegative());
 * const [w, g] = [tensor([0.5, 2]), tensor([3, 1])];
 * optimizer.update(g, optimizer.init(w), w, 0)[0]; // [-0.5, -1]: to 0, not −2.5, and to 1
 * ```
 * @see Parikh and Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 2014, §6.2; the method is projected
 * gradient descent.
 */
export function nonNegative(options: Selection = {}): Transform<Stateless> {
  const { filter } = checkOptions("nonNegative", options, ["filter"]);
  return link("nonNegative", filter, () => (u, p) => maximum(u, neg(p)));
}
