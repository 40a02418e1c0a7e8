import { transform } from "./transform.ts";

/**
 * Adagrad: each coordinate's rate falls with the root of the sum $s$ of all its squared gradients, so rare features
 * keep a large one. The sum starts at $a$, `initialAccumulator`.
 *
 * $$s_t = s_{t-1} + g_t^2 \qquad \theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{s_t} + \epsilon}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { adagrad, apply } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const optimizer = adagrad({ learningRate: 0.1 });
 * const w = tensor([1, 2]);
 * const [updates] = optimizer.update(tensor([0.5, -3]), optimizer.init(w), w, 0);
 * apply(w, updates); // [0.9, 2.1]: the first step has length η whatever the gradient
 * ```
 * @see Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12,
 * 2011.
 */
export const adagrad = transform({
  name: "adagrad",
  state: ["s"],
  begins: { s: "initialAccumulator" },
  hyper: { learningRate: 0.01, epsilon: 1e-10, initialAccumulator: 0 },
  step({ add, mul, div, neg, sqrt, square }, { g, s, learningRate, epsilon }) {
    s = add(s, square(g));
    return { update: neg(div(mul(learningRate, g), add(sqrt(s), epsilon))), s };
  },
});
