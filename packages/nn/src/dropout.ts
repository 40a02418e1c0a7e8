import { cast, checkTensor, greaterEqual, mul, uniform, ValueError } from "@downhill/tensor";
import type { Layer, NoParams } from "./layer.ts";

/**
 * Dropout: in training each element becomes 0 with probability $p$, and the others are scaled up to keep the mean,
 *
 * $$y_i = \frac{m_i}{1 - p}\,x_i, \qquad m_i \sim \operatorname{Bernoulli}(1 - p).$$
 *
 * Training means that `apply` gets a key: the mask is a function of it, so pass a new one for each step, such as
 * `foldIn(key, step)`. Without a key nothing is dropped or scaled.
 *
 * @param rate $p$, at least 0 and below 1.
 * @throws ValueError when the rate is not such a number.
 * @example
 * ```ts
 * import { dense, dropout, relu, sequential } from "@downhill/nn";
 * import { foldIn, key, ones } from "@downhill/tensor";
 * const model = sequential(dense(4, 8), relu, dropout(0.5), dense(8, 2));
 * const [params, step] = [model.init(key(0)), 17];
 * model.apply(params, ones([3, 4]), foldIn(key(1), step)); // in training
 * model.apply(params, ones([3, 4])); // in use
 * ```
 * @see Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 2014; there the weights are scaled after training instead, §10.
 */
export function dropout(rate: number): Layer<NoParams> {
  const name = `dropout(${rate})`;
  if (!(Number.isFinite(rate) && rate >= 0 && rate < 1)) {
    throw new ValueError("out-of-range", {
      en: `${name}: ${rate} is not in [0, 1); use a rate such as 0.1`,
      zh: `${name}：${rate} 不在 [0, 1) 内；请给出 0.1 这样的比例`,
    });
  }
  return {
    name,
    init: () => [],
    apply(_, x, key) {
      checkTensor(name, "x", x);
      if (key === undefined || rate === 0) return x;
      const { backend, dtype } = x;
      const kept = greaterEqual(uniform(key, x.shape, 0, 1, { backend, dtype }), rate);
      return mul(x, mul(cast(kept, dtype), 1 / (1 - rate)));
    },
  };
}
