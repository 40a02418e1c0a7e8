/** The state of a feedback schedule: plain numbers, which a checkpoint can hold as JSON. */
export interface FeedbackState {
  /** The rate for the next step. */
  readonly learningRate: number;
}

/**
 * A schedule that depends on the loss: a first state, and the state after each loss. It has no hidden state, so the
 * same losses give the same rates, and a stopped run continues from its saved state.
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
  /** The state after one more loss; the given state is not changed. */
  readonly update: (state: State, loss: number) => State;
}
