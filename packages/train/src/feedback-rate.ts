import { feedbackGiven } from "./given.ts";
import { checkForm, checkOptions } from "@downhill/tensor";
import type { Feedback, FeedbackState, Schedule } from "@downhill/schedules";
import type { Callback } from "./callback.ts";
import type { Json } from "./state.ts";
import { valueOf } from "./watched.ts";

/** A callback that receives the readings, and the schedule that results. */
export interface FeedbackRate extends Callback {
  /** Pass it to the optimizer. */
  readonly learningRate: Schedule;
}

/**
 * A feedback schedule as a callback: each reading that has the number `by` goes in, and the rate comes out. Its state is in the
 * checkpoints, so a resumed run uses the same rates as one that was never interrupted.
 *
 * @param options.start the first rate.
 * @param options.by `loss`, a metric, or a number of the validation set; default `validation.loss`.
 * @throws RangeError when the schedule refuses the first rate; TrainingError, from `train` and `fit`, when nothing measures `by`.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { onPlateau } from "@downhill/schedules";
 * import { square, sum, tensor } from "@downhill/tensor";
 * import { feedbackRate, train } from "@downhill/train";
 * const rate = feedbackRate(onPlateau({ factor: 0.5, patience: 0 }), { start: 1, by: "loss" });
 * const run = await train({
 *   params: tensor([4]),
 *   optimizer: gradientDescent({ learningRate: rate.learningRate }), // at rate 1 it jumps from 4 to -4 and back
 *   loss: (x) => sum(square(x)),
 *   batchAt: () => null,
 *   steps: 4,
 *   every: 1,
 *   callbacks: [rate],
 * });
 * run.params; // [0]: the second reading halved the rate
 * ```
 * @see PyTorch's documentation, `torch.optim.lr_scheduler.ReduceLROnPlateau`.
 */
export function feedbackRate<State extends FeedbackState>(
  feedback: Feedback<State>,
  options: { readonly start: number; readonly by?: string; readonly name?: string },
): FeedbackRate {
  const {
    start,
    by = "validation.loss",
    name = "feedback rate",
  } = checkOptions("feedbackRate", options, ["start", "by", "name"]);
  feedbackGiven("feedbackRate", feedback);
  const remedy = {
    en: 'give a name, such as "validation.loss".',
    zh: '请给出名称，例如 "validation.loss"。',
  };
  checkForm("feedbackRate", "by", by, "text", remedy);
  checkForm("feedbackRate", "name", name, "text", remedy);
  let state = feedback.init(start);
  return {
    name,
    watches: [by],
    learningRate: () => state.learningRate,
    reading(at) {
      const value = valueOf(at, by);
      if (value !== undefined) state = feedback.update(state, value);
    },
    save: () => state as unknown as Json,
    restore(saved) {
      state = saved as unknown as State;
    },
  };
}
