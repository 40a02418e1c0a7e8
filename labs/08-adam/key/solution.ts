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

// #task moments
// #starter // Replace each `return todo(…)` with your code; keep the names and the order of the parameters.
// #end

/*
 * Lab 08. The first four functions are written in an algebra, with add, sub, mul, div, pow, neg, sqrt and square instead
 * of the signs + − × ÷. So the same code computes with numbers and with tensors of any size on any device. `V` is the
 * type of the values; an operand may also be a plain number.
 */

/** One parameter p with its gradient g, at step t (counted from 1), before the step. */
export type AdamInputs<V> = Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon">;

/** The same, with the weight decay. */
export type AdamWInputs<V> = AdamInputs<V> & { readonly weightDecay: V | number };

/** The update, which is *added* to the parameter, and the new moments. */
export type AdamOutputs<V> = Outputs<V, "m" | "v">;

/** What one training step returns. */
export interface Trained<P, S> {
  readonly loss: Tensor;
  readonly params: P;
  readonly state: S;
}

/** Task "moments": the running means, m of the gradient and v of its square, with the new gradient taken in. */
export function moments<V>(
  algebra: Algebra<V>,
  at: Pick<AdamInputs<V>, "g" | "m" | "v" | "beta1" | "beta2">,
): { readonly m: V; readonly v: V } {
  // #task moments
  const { add, sub, mul, square } = algebra;
  const { g, m, v, beta1, beta2 } = at;
  return {
    m: add(mul(beta1, m), mul(sub(1, beta1), g)),
    v: add(mul(beta2, v), mul(sub(1, beta2), square(g))),
  };
  // #end
}

/** Task "bias-correction": m and v after t steps, corrected for starting at zero. */
export function corrected<V>(
  algebra: Algebra<V>,
  at: Pick<AdamInputs<V>, "m" | "v" | "t" | "beta1" | "beta2">,
): { readonly mHat: V; readonly vHat: V } {
  // #task bias-correction
  const { sub, div, pow } = algebra;
  const { m, v, t, beta1, beta2 } = at;
  return {
    mHat: div(m, sub(1, pow(beta1, t))),
    vHat: div(v, sub(1, pow(beta2, t))),
  };
  // #end
}

/** Task "step": one step of Adam. */
export function adam<V>(algebra: Algebra<V>, at: AdamInputs<V>): AdamOutputs<V> {
  // #task step
  const { add, mul, div, neg, sqrt } = algebra;
  const { learningRate, epsilon } = at;
  const { m, v } = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, m, v });
  return { update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))), m, v };
  // #end
}

/** Task "adamw": one step of Adam with decoupled weight decay. */
export function adamw<V>(algebra: Algebra<V>, at: AdamWInputs<V>): AdamOutputs<V> {
  // #task adamw
  const { sub, mul } = algebra;
  const { update, m, v } = adam(algebra, at);
  return { update: sub(update, mul(mul(at.learningRate, at.weightDecay), at.p)), m, v };
  // #end
}

/**
 * Task "train": one training step. It returns the loss before the step, the new parameters and the optimizer's new
 * state, and frees every other tensor that it created. The parameters and the state passed in still belong to the caller.
 * `step` counts from 0, as the optimizer expects.
 */
export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [loss: Tensor, gradient: P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: Step,
): Trained<P, S> {
  // #task train
  return tidy("trainStep", () => {
    const [loss, gradient] = lossAndGradient(params);
    const [updates, next] = optimizer.update(gradient, state, params, step);
    return { loss, params: apply(params, updates), state: next };
  });
  // #end
}
