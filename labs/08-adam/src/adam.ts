import { todo } from "@downhill/grader/todo";
import type { Algebra, Inputs, Outputs, Params, Step, Transform } from "@downhill/optimizers";
import type { Tensor } from "@downhill/tensor";

/*
 * Lab 08. Replace each `return todo(…)` by your code; keep the names and the order of the parameters.
 * A leading underscore only tells TypeScript that a parameter is not used yet: drop it when you use it.
 *
 * The first four functions are written in an algebra, with add, sub, mul, div, pow, neg, sqrt and square in place of
 * the signs + − × ÷. So one text can be computed with numbers, and with tensors of any size on any device. `V` is
 * whatever is computed with; an operand may also be a plain number.
 */

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

/** Task "moments": the running means, m of the gradient and v of its square, with the new gradient taken in. */
export function moments<V>(
  _algebra: Algebra<V>,
  _at: Pick<AdamInputs<V>, "g" | "m" | "v" | "beta1" | "beta2">,
): { readonly m: V; readonly v: V } {
  return todo("moments");
}

/** Task "bias-correction": m and v after t steps, freed of the zero that they began with. */
export function corrected<V>(
  _algebra: Algebra<V>,
  _at: Pick<AdamInputs<V>, "m" | "v" | "t" | "beta1" | "beta2">,
): { readonly mHat: V; readonly vHat: V } {
  return todo("bias-correction");
}

/** Task "step": one step of Adam. */
export function adam<V>(_algebra: Algebra<V>, _at: AdamInputs<V>): AdamOutputs<V> {
  return todo("step");
}

/** Task "adamw": one step of Adam with decoupled weight decay. */
export function adamw<V>(_algebra: Algebra<V>, _at: AdamWInputs<V>): AdamOutputs<V> {
  return todo("adamw");
}

/**
 * Task "train": one training step. It returns the loss before the step, the new parameters and the optimizer's new
 * state, and frees every other tensor that it made. `step` counts from 0, and the optimizer wants it so.
 *
 * You will need: `import { apply } from "@downhill/optimizers";` and `import { tidy } from "@downhill/tensor";`
 */
export function trainStep<P extends Params, S>(
  _lossAndGradient: (params: P) => readonly [loss: Tensor, gradient: P],
  _optimizer: Transform<S>,
  _params: P,
  _state: S,
  _step: Step,
): Trained<P, S> {
  return todo("train");
}
