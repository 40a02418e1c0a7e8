/* Every rule written out in full: no function calls another; the decay is put into the update at once. */
import type { Algebra, Inputs, Params, Step, Transform } from "@downhill/optimizers";
import { add, type Tensor, tidy, type Tree, treeMap } from "@downhill/tensor";

type At<V> = Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon">;

export function moments<V>(algebra: Algebra<V>, { g, m, v, beta1, beta2 }: At<V>) {
  const { add, sub, mul } = algebra;
  return {
    m: sub(add(mul(beta1, m), g), mul(beta1, g)),
    v: add(mul(beta2, v), mul(mul(sub(1, beta2), g), g)),
  };
}

export function corrected<V>(algebra: Algebra<V>, { m, v, t, beta1, beta2 }: At<V>) {
  const { neg, sub, div, pow } = algebra;
  return { mHat: div(neg(m), sub(pow(beta1, t), 1)), vHat: div(neg(v), sub(pow(beta2, t), 1)) };
}

export function adam<V>(algebra: Algebra<V>, at: At<V>) {
  const { add, sub, mul, div, pow, neg, sqrt, square } = algebra;
  const { g, t, learningRate, beta1, beta2, epsilon } = at;
  let { m, v } = at;
  m = add(mul(beta1, m), mul(sub(1, beta1), g));
  v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));
  const denominator = mul(add(sqrt(div(v, sub(1, pow(beta2, t)))), epsilon), sub(1, pow(beta1, t)));
  return { update: neg(mul(div(learningRate, denominator), m)), m, v };
}

export function adamw<V>(algebra: Algebra<V>, at: At<V> & { readonly weightDecay: V | number }) {
  const { add, sub, mul, div, pow, neg, sqrt, square } = algebra;
  const { g, p, t, learningRate, beta1, beta2, epsilon, weightDecay } = at;
  const m = add(mul(beta1, at.m), mul(sub(1, beta1), g));
  const v = add(mul(beta2, at.v), mul(sub(1, beta2), square(g)));
  const [mHat, vHat] = [div(m, sub(1, pow(beta1, t))), div(v, sub(1, pow(beta2, t)))];
  const direction = add(div(mHat, add(sqrt(vHat), epsilon)), mul(weightDecay, p));
  return { update: neg(mul(learningRate, direction)), m, v };
}

export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [Tensor, P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: Step,
): { loss: Tensor; params: P; state: S } {
  let loss!: Tensor;
  let next!: S;
  const moved = tidy("outer", () => {
    const found = tidy("gradient", () => lossAndGradient(params));
    const [updates, state2] = optimizer.update(found[1], state, params, step);
    const sums: Tree<Tensor> = treeMap((p: Tensor, u: Tensor) => add(p, u), params as Tree<Tensor>, updates);
    [loss, next] = [found[0], state2];
    return [sums as P, loss, next] as const;
  });
  return { loss, params: moved[0], state: next };
}
