import { transform } from "./transform.ts";

/**
 * RMSprop: the gradient divided by the root of a running mean of its square. $\epsilon$ is *outside* the root, as
 * in PyTorch; {@link rmspropEpsInside} has it inside.
 *
 * $$v_t = \beta v_{t-1} + (1-\beta)\,g_t^2 \qquad \theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t} + \epsilon}$$
 *
 * @throws ValueError when a hyper-parameter is outside its range.
 * @example
 * ```ts
 * import { rmsprop } from "@downhill/optimizers";
 * const optimizer = rmsprop({ learningRate: 1e-3, beta: 0.9 });
 * ```
 * @see Tieleman and Hinton, "Lecture 6.5: rmsprop", COURSERA: Neural Networks for Machine Learning, 2012.
 */
export const rmsprop = transform({
  name: "rmsprop",
  state: ["v"],
  hyper: { learningRate: 1e-3, beta: 0.9, epsilon: 1e-8 },
  step({ add, sub, mul, div, neg, sqrt, square }, { g, v, learningRate, beta, epsilon }) {
    v = add(mul(beta, v), mul(sub(1, beta), square(g)));
    return { update: neg(div(mul(learningRate, g), add(sqrt(v), epsilon))), v };
  },
});
