/* Returns more than is asked for: the corrected moments, the gradient, the updates, a note, the answer itself. */
import {
  type Algebra,
  apply,
  type Inputs,
  type Outputs,
  type Params,
  type Transform,
} from "@downhill/optimizers";
import { type Tensor, tidy } from "@downhill/tensor";

type At<V> = Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon" | "weightDecay">;

export function moments<V>(algebra: Algebra<V>, at: At<V>) {
  const { add, sub, mul, square } = algebra;
  const [old, fresh] = [at.beta1, sub(1, at.beta1)];
  const m = add(mul(old, at.m), mul(fresh, at.g));
  const v = add(mul(at.beta2, at.v), mul(sub(1, at.beta2), square(at.g)));
  return { note: "m and v", m, v, weights: [old, fresh] };
}

export function corrected<V>(algebra: Algebra<V>, at: At<V>) {
  const left = (beta: V | number): V => algebra.sub(1, algebra.pow(beta, at.t));
  return { mHat: algebra.div(at.m, left(at.beta1)), vHat: algebra.div(at.v, left(at.beta2)), left };
}

export function adam<V>(algebra: Algebra<V>, at: At<V>): Outputs<V, "m" | "v"> & { readonly mHat: V } {
  const { m, v } = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, m, v });
  const { add, mul, div, sub, sqrt } = algebra;
  return { mHat, m, v, update: sub(0, mul(at.learningRate, div(mHat, add(at.epsilon, sqrt(vHat))))) };
}

export const adamw = <V>(algebra: Algebra<V>, at: At<V>) => {
  const answer = adam(algebra, at);
  const { learningRate, weightDecay, p } = at;
  return Object.freeze({
    ...answer,
    update: algebra.sub(answer.update, algebra.mul(learningRate, algebra.mul(p, weightDecay))),
  });
};

export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [Tensor, P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: number,
) {
  const answer = tidy("trainStep", () => {
    const [loss, gradient] = lossAndGradient(params);
    const [updates, next] = optimizer.update(gradient, state, params, step);
    return { loss, params: apply(params, updates), state: next, gradient, updates, before: params };
  });
  return Object.assign(answer, { step, self: answer });
}
