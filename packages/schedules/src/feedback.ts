/** What a feedback schedule knows: plain numbers, which a checkpoint can hold as JSON. */
export interface FeedbackState {
  /** The rate to take the next step with. */
  readonly learningRate: number;
}

/**
 * A schedule that answers to the loss: a first state, and the state after each loss. Nothing is hidden in it, so the same
 * losses give the same rates, and a training that was stopped continues from the state it saved.
 *
 * @example
 * ```ts
 * import { type Feedback, type FeedbackState } from "@downhill/schedules";
 * const halving: Feedback<FeedbackState> = {
 *   init: (learningRate) => ({ learningRate }),
 *   update: ({ learningRate }) => ({ learningRate: learningRate / 2 }),
 * };
 * halving.update(halving.init(0.1), 2.3); // { learningRate: 0.05 }
 * ```
 */
export interface Feedback<State extends FeedbackState> {
  /** The state before any loss. */
  readonly init: (learningRate: number) => State;
  /** The state after one more loss; the state that it is given stays as it was. */
  readonly update: (state: State, loss: number) => State;
}
