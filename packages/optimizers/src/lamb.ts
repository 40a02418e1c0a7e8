import { div, greater, minimum, mul, norm, type Tensor, tidy, treeMap, where } from "@downhill/tensor";
import { adamw } from "./adamw.ts";
import { hyperAt } from "./hyper.ts";
import type { Transform } from "./optimizer.ts";
import { type Moments, type Settings, transform } from "./transform.ts";

/** $\lVert\theta\rVert\,u/\lVert u\rVert$, or $u$ where one of the norms is zero. */
function asLongAs(p: Tensor, u: Tensor): Tensor {
  const [long, short] = [norm(p), norm(u)];
  const both = greater(minimum(long, short), 0);
  return mul(where(both, long, 1), div(u, where(both, short, 1)));
}

/** The step $-u$, before the rate and the norm are applied. */
const unscaled = transform({
  name: "lamb",
  state: adamw.rule.state,
  hyper: { ...adamw.rule.hyper, epsilon: 1e-6 },
  step: (algebra, at) => adamw.rule.step(algebra, { ...at, learningRate: 1 }),
});

/**
 * LAMB: AdamW's step for each tensor, rescaled to the norm of the tensor itself, so the rate is the fraction of its own
 * norm by which each layer moves. It made batches of tens of thousands usable. Each tensor counts as a layer.
 *
 * $$\begin{aligned}
 * u_t &= \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon} + \lambda\,\theta_{t-1} &
 * \theta_t &= \theta_{t-1} - \eta\,\frac{\lVert\theta_{t-1}\rVert}{\lVert u_t\rVert}\,u_t
 * \end{aligned}$$
 *
 * $\hat m$ and $\hat v$ are {@link adam}'s; the ratio counts as 1 if one of the norms is 0.
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { apply, lamb } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = lamb({ learningRate: 0.1, weightDecay: 0 });
 * const w = tensor([3, 4]);
 * const [updates] = optimizer.update(tensor([8, 0]), optimizer.init(w), w, 0);
 * apply(w, updates); // [2.5, 4]: w has length 5, and moves by a tenth of it
 * ```
 * @see You et al., "Large batch optimization for deep learning: Training BERT in 76 minutes", ICLR 2020, algorithm 2.
 */
export function lamb(
  settings: Settings<keyof typeof adamw.rule.hyper> = {},
): Transform<Moments<(typeof adamw.rule.state)[number]>> {
  const steps = unscaled(settings);
  const { learningRate = unscaled.rule.hyper.learningRate } = settings;
  return {
    name: "lamb",
    init: (params) => steps.init(params),
    update: (grads, state, params, step) =>
      tidy("lamb", () => {
        const rate = hyperAt("lamb", "learningRate", learningRate, step);
        const [updates, next] = steps.update(grads, state, params, step);
        const scaled = treeMap((u: Tensor, p: Tensor) => mul(rate, asLongAs(p, u)), updates, params);
        return [scaled, next] as const;
      }),
  };
}
