import { hyperAt, type Transform } from "@downhill/optimizers";
import type { Hyper } from "@downhill/schedules";
import { checkOptions, add, foldIn, type Key, mul, normal } from "@downhill/tensor";

import type { Selection } from "./filter.ts";
import { link, type Stateless } from "./link.ts";
import { checkWeight } from "./weight.ts";

/**
 * Adds noise to the gradients that decreases with the steps: a link, the **first** of a `chain`,
 *
 * $$g_t \leftarrow g_t + \varepsilon_t, \qquad \varepsilon_t \sim \mathcal N\!\left(0,\ \frac{\eta}{(1+t)^\gamma}\right).$$
 *
 * $\eta$ is a variance, not a learning rate. The numbers depend only on the key, the step and the parameter's position,
 * so a resumed run continues with the same noise.
 *
 * @param eta $\eta \ge 0$, a number or a schedule; 0.01, 0.3 or 1 in the paper.
 * @param gamma $\gamma \ge 0$; 0.55 in the paper.
 * @param from the key of the random numbers.
 * @param selection `filter` chooses parameters; by default all parameters get noise.
 * @throws ValueError when $\eta$ or $\gamma$ is negative or not finite, or the filter accepts no parameter.
 * @example
 * ```ts
 * import { adam, chain } from "@downhill/optimizers";
 * import { gradientNoise } from "@downhill/regularizers";
 * import { key } from "@downhill/tensor";
 * const optimizer = chain(gradientNoise(0.01, 0.55, key(7)), adam({ learningRate: 1e-3 }));
 * ```
 * @see Neelakantan, Vilnis, Le, Sutskever, Kaiser, Kurach and Martens, "Adding gradient noise improves learning for very deep
 * networks", 2015, equation 1.
 */
export function gradientNoise(
  eta: Hyper,
  gamma: number,
  from: Key,
  selection: Selection = {},
): Transform<Stateless> {
  const { filter } = checkOptions("gradientNoise", selection, ["filter"]);
  if (typeof eta !== "function") hyperAt("gradientNoise", "eta", eta, 0);
  checkWeight("gradientNoise", "gamma", gamma);
  return link("gradientNoise", filter, (step) => {
    const deviation = Math.sqrt(hyperAt("gradientNoise", "eta", eta, step) / (1 + step) ** gamma);
    const now = foldIn(from, step);
    return (g, _, leaf) => {
      const { backend, dtype } = g;
      return add(g, mul(normal(foldIn(now, leaf), g.shape, { backend, dtype }), deviation));
    };
  });
}
