import type { Algebra } from "./algebra.ts";

/** The values a schedule-free step works with: the step $\Delta$ of $z$, and the state of the average. */
interface Averaging<V> {
  readonly delta: V;
  readonly a: V;
  readonly s: V;
  readonly learningRate: V | number;
  readonly beta: V | number;
}

/**
 * Schedule-free averaging, in coordinates of the point $\theta$ where gradients are taken. $\theta$ lies between $z$, which
 * steps by $\Delta$, and the average $x = \theta + a$ of all $z$, each weighted by the square of its rate.
 */
export function averaging<V>(
  { add, sub, mul, div, neg, square, maximum, named }: Algebra<V>,
  { delta, a, s, learningRate, beta }: Averaging<V>,
): { readonly update: V; readonly a: V; readonly s: V } {
  const weight = square(learningRate);
  const total = add(s, weight);
  // A schedule may start at 0, when all weights are still 0.
  const c = named("c_t", div(weight, maximum(total, 1e-30)));
  const next = mul(sub(1, c), add(a, mul(sub(1, beta), delta)));
  const drawn = mul(div(beta, sub(1, beta)), sub(next, a));
  return { update: add(neg(delta), drawn), a: next, s: total };
}
