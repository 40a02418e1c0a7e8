import {
  type Algebra,
  apply,
  type Inputs,
  type Outputs,
  type Params,
  type Step,
  type Transform,
} from "@downhill/optimizers";
import { type Tensor, tidy } from "@downhill/tensor";

/** One parameter p with its gradient g, at step t (counted from 1), before the step. */
export type AdamInputs<V> = Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon">;

/** The same, with the weight decay. */
export type AdamWInputs<V> = AdamInputs<V> & { readonly weightDecay: V | number };

/** The update, which is *added* to the parameter, and the new moments. */
export type AdamOutputs<V> = Outputs<V, "m" | "v">;

/** What one training step leaves behind. */
export interface Trained<P, S> {
  readonly loss: Tensor;
  readonly params: P;
  readonly state: S;
}

/** The running means, m of the gradient and v of its square, with the new gradient taken in. */
export function moments<V>(
  { add, sub, mul, square }: Algebra<V>,
  { g, m, v, beta1, beta2 }: Pick<AdamInputs<V>, "g" | "m" | "v" | "beta1" | "beta2">,
): { readonly m: V; readonly v: V } {
  return {
    m: add(mul(beta1, m), mul(sub(1, beta1), g)),
    v: add(mul(beta2, v), mul(sub(1, beta2), square(g))),
  };
}

/** m and v after t steps, freed of the zero that they began with. */
export function corrected<V>(
  { sub, div, pow }: Algebra<V>,
  { m, v, t, beta1, beta2 }: Pick<AdamInputs<V>, "m" | "v" | "t" | "beta1" | "beta2">,
): { readonly mHat: V; readonly vHat: V } {
  return {
    mHat: div(m, sub(1, pow(beta1, t))),
    vHat: div(v, sub(1, pow(beta2, t))),
  };
}

/** One step of Adam. */
export function adam<V>(algebra: Algebra<V>, at: AdamInputs<V>): AdamOutputs<V> {
  const { add, mul, div, neg, sqrt } = algebra;
  const { learningRate, epsilon } = at;
  const { m, v } = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, m, v });
  return { update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))), m, v };
}

/** One step of Adam with decoupled weight decay. */
export function adamw<V>(algebra: Algebra<V>, at: AdamWInputs<V>): AdamOutputs<V> {
  const { add, mul } = algebra;
  return adam(algebra, { ...at, g: add(at.g, mul(at.weightDecay, at.p)) });
}

/** One training step; every tensor that it does not return is freed. */
export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [loss: Tensor, gradient: P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: Step,
): Trained<P, S> {
  return tidy("trainStep", () => {
    const [loss, gradient] = lossAndGradient(params);
    const [updates, next] = optimizer.update(gradient, state, params, step);
    return { loss, params: apply(params, updates), state: next };
  });
}
