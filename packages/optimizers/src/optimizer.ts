import type { Tensor, Tree } from "@downhill/tensor";

/** A tree of tensors: parameters, gradients, updates and moments. */
export type Params = Tree<Tensor>;

/** The number of the step, counted from 0. */
export type Step = number;

/**
 * One link of an optimizer: gradients in, updates out, with a state that is passed along and never changed in place.
 * Updates are *added*: `apply(params, updates)`.
 *
 * Gradients have the parameters' form, shapes and dtypes; other ones are refused, and so is a step that is no whole number
 * from 0 on. Their values are not looked at, as that would wait for the device: NaN in, NaN out, in that coordinate of an
 * elementwise rule and in all that share a norm with it. `train` notices it by the loss.
 */
export interface Transform<State> {
  readonly name: string;
  init(params: Params): State;
  /**
   * @param last whether no gradient follows, so that what was gathered is to be used now: {@link accumulate} steps then, though its
   *   window is not full. Most transforms do the same at every step, and leave it out.
   */
  update<P extends Params>(
    grads: P,
    state: State,
    params: P,
    step: Step,
    last?: boolean,
  ): readonly [updates: P, state: State];
  /**
   * Where it can do both in one: the update and its addition. It spends the parameters and the state, over whose memory
   * the new ones may lie; {@link descend} uses it.
   */
  step?<P extends Params>(
    grads: P,
    state: State,
    params: P,
    step: Step,
    last?: boolean,
  ): readonly [params: P, state: State];
}

/** The state type of a transform. */
export type StateOf<T> = T extends Transform<infer S> ? S : never;
