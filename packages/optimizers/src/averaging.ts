import type { Algebra } from "./algebra.ts";

/** What a schedule-free step works with: the step $\Delta$ that $z$ makes, and what is known of the average. */
interface Averaging<V> {
  readonly delta: V;
  readonly a: V;
  readonly s: V;
  readonly learningRate: V | number;
  readonly beta: V | number;
}

/**
 * Schedule-free averaging, in the coordinates of the place $\theta$ where gradients are taken: between $z$, which steps by
 * $\Delta$, and the average $x = \theta + a$ of all $z$, each with the square of its rate as weight.
 */
export function averaging<V>(
  { add, sub, mul, div, neg, square, maximum, named }: Algebra<V>,
  { delta, a, s, learningRate, beta }: Averaging<V>,
): { readonly update: V; readonly a: V; readonly s: V } {
  const weight = square(learningRate);
  const total = add(s, weight);
  // A schedule may begin at 0, where nothing has a weight yet.
  const c = named("c_t", div(weight, maximum(total, 1e-30)));
  const next = mul(sub(1, c), add(a, mul(sub(1, beta), delta)));
  const drawn = mul(div(beta, sub(1, beta)), sub(next, a));
  return { update: add(neg(delta), drawn), a: next, s: total };
}
