import type { Tensor, Tree } from "@downhill/tensor";

/** A tree of tensors: parameters, gradients, updates and moments. */
export type Params = Tree<Tensor>;

/** The number of the step, counted from 0. */
export type Step = number;

/**
 * One link of an optimizer: gradients in, updates out, with a state that is passed along and never modified in place.
 * Updates are *added*: `apply(params, updates)`.
 *
 * Gradients must have the parameters' form, shapes and dtypes, and the step must be a whole number of at least 0; anything
 * else throws. Gradient values are not checked, because that would wait for the device: NaN in, NaN out, in that coordinate
 * of an elementwise rule and in all coordinates that share a norm with it. `train` notices it from the loss.
 */
export interface Transform<State> {
  readonly name: string;
  init(params: Params): State;
  /**
   * @param last whether this is the last gradient, so anything accumulated should be used now: {@link accumulate} then steps
   *   even with a partly filled window. Most transforms ignore it.
   */
  update<P extends Params>(
    grads: P,
    state: State,
    params: P,
    step: Step,
    last?: boolean,
  ): readonly [updates: P, state: State];
  /**
   * Present if it can update and add in one pass. It consumes the parameters and the state, and the new ones may reuse
   * their memory; {@link descend} uses it.
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
