import { checkOptions } from "./options.ts";
import { type Feedback, type FeedbackState } from "./feedback.ts";
import { checkFactor, checkValue } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** When {@link reset} restarts, and at which rate. */
export interface ResetOptions {
  /** It restarts when the rate falls below this. */
  readonly below: number;
  /** The factor applied to the first rate at each reset, above 0 and at most 1; 1 by default. */
  readonly shrink?: number;
}

/** The state of {@link reset}: its own counts, and the state of the inner schedule. */
export interface ResetState<Inner extends FeedbackState> extends FeedbackState {
  /** The rate passed to `init`. */
  readonly first: number;
  /** The number of restarts. */
  readonly resets: number;
  readonly inner: Inner;
}

/**
 * Restarts a feedback schedule once its rate is too small to make progress: with $r$ resets so far,
 *
 * $$\eta^{\text{inner}} < \eta_{\text{below}} \;\Rightarrow\; r \gets r + 1,\ \eta \gets k^r \eta_0$$
 *
 * The inner schedule forgets its best loss, because a larger rate raises the loss at first. Once $k^r \eta_0$ itself is
 * below `below`, there are no more resets, and the rate keeps falling.
 *
 * @param feedback the inner schedule, such as {@link onPlateau}.
 * @throws ScheduleError when an option is out of its range, or the first rate is below `below`.
 * @example
 * ```ts
 * import { onPlateau, reset } from "@downhill/schedules";
 * const feedback = reset(onPlateau({ factor: 0.1, patience: 0 }), { below: 0.005, shrink: 0.5 });
 * let state = feedback.init(0.1);
 * const rates = [2, 2, 2, 2].map((loss) => (state = feedback.update(state, loss)).learningRate);
 * rates; // [0.1, 0.01, 0.05, 0.05]
 * ```
 * @see Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts", ICLR 2017 (resets at fixed steps).
 */
export function reset<Inner extends FeedbackState>(
  feedback: Feedback<Inner>,
  options: ResetOptions,
): Feedback<ResetState<Inner>> {
  const { below, shrink = 1 } = checkOptions("reset", options, ["below", "shrink"]);
  checkValue("reset", "below", below);
  checkFactor("reset", "shrink", shrink);
  const { init, update } = Object(feedback) as Partial<Feedback<Inner>>;
  if (typeof init !== "function" || typeof update !== "function") {
    throw new ScheduleError("not-feedback", {
      en: "reset: the argument is not a feedback schedule; give one, such as onPlateau()",
      zh: "reset：要重新开始的不是反馈式学习率调度；请给出这样的计划，例如 onPlateau()",
    });
  }
  return {
    init(learningRate) {
      if (learningRate < below) {
        throw new ScheduleError("out-of-range", {
          en: `reset: the first rate ${learningRate} is already below ${below}; give a larger rate, or a smaller below`,
          zh: `reset：最初的学习率 ${learningRate} 已经低于 ${below}；请给出更大的学习率，或更小的 below`,
        });
      }
      return { learningRate, first: learningRate, resets: 0, inner: feedback.init(learningRate) };
    },
    update(state, loss) {
      const inner = feedback.update(state.inner, loss);
      const again = state.first * shrink ** (state.resets + 1);
      if (inner.learningRate >= below || again < below) {
        return { ...state, learningRate: inner.learningRate, inner };
      }
      return { ...state, learningRate: again, resets: state.resets + 1, inner: feedback.init(again) };
    },
  };
}
