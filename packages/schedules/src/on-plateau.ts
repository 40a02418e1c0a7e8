import { checkFlag, checkOptions, meant } from "./options.ts";
import { type Feedback, type FeedbackState } from "./feedback.ts";
import { checkCount, checkFactor, checkSteps, checkValue } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** When {@link onPlateau} cuts the rate, and by how much. */
export interface PlateauOptions {
  /** $\gamma$, the factor that cuts the rate, above 0 and at most 1; 0.1 by default. */
  readonly factor?: number;
  /** $P$: this many readings in a row may fail to improve before the next one cuts the rate; 10 by default. */
  readonly patience?: number;
  /** After a cut, this many readings are not counted as bad; 0 by default. */
  readonly cooldown?: number;
  /** $\delta$, the smallest change that counts as an improvement; 0.0001 by default. */
  readonly minDelta?: number;
  /** Whether `minDelta` is relative to the best (true, the default) or absolute. */
  readonly relative?: boolean;
  /** Whether lower is better, as for a loss, or higher, as for an accuracy; "min" by default. */
  readonly mode?: "min" | "max";
  /** How many losses are averaged into one reading; 1 by default. */
  readonly average?: number;
  /** The lower bound of the rate; 0 by default. */
  readonly final?: number;
}

/** The state of {@link onPlateau}. */
export interface PlateauState extends FeedbackState {
  /** The best reading so far, or null before the first. */
  readonly best: number | null;
  /** Consecutive readings without improvement. */
  readonly bad: number;
  /** Readings left that will not be counted as bad. */
  readonly cooldown: number;
  /** The losses since the last reading. */
  readonly sum: number;
  readonly count: number;
}

/**
 * Cuts the rate when the loss, averaged over `average` losses, has stopped falling. With $m$ the mean, $b$ the best so
 * far and $n$ the number of consecutive readings without improvement,
 *
 * $$m < b - \delta\,|b| \;\Rightarrow\; b \gets m,\ n \gets 0; \qquad n > P \;\Rightarrow\; \eta \gets \max(\gamma\eta, \eta_{\text{final}}),\ n \gets 0$$
 *
 * with $\delta$ alone in place of $\delta\,|b|$ unless `relative`. PyTorch's `ReduceLROnPlateau` does the same for a positive
 * loss, without the average; optax's `reduce_on_plateau` has the average, and cuts one reading earlier for the same patience.
 *
 * @throws ScheduleError when an option is out of its range, or a loss or the first rate is not finite.
 * @example
 * ```ts
 * import { onPlateau } from "@downhill/schedules";
 * const plateau = onPlateau({ factor: 0.5, patience: 1 });
 * let state = plateau.init(0.1);
 * for (const loss of [2, 1, 1]) state = plateau.update(state, loss);
 * state.learningRate; // 0.1: one bad reading is within the patience
 * plateau.update(state, 1).learningRate; // 0.05
 * ```
 * @see PyTorch's documentation, `torch.optim.lr_scheduler.ReduceLROnPlateau`.
 */
export function onPlateau(options: PlateauOptions = {}): Feedback<PlateauState> {
  const {
    factor = 0.1,
    patience = 10,
    cooldown = 0,
    minDelta = 1e-4,
    relative = true,
    mode = "min",
    average = 1,
    final = 0,
  } = checkOptions("onPlateau", options, [
    "factor",
    "patience",
    "cooldown",
    "minDelta",
    "relative",
    "mode",
    "average",
    "final",
  ]);
  checkFactor("onPlateau", "factor", factor);
  checkFlag("onPlateau", "relative", relative);
  checkCount("onPlateau", "patience", patience);
  checkCount("onPlateau", "cooldown", cooldown);
  checkValue("onPlateau", "minDelta", minDelta);
  checkSteps("onPlateau", average, { en: "leave average out", zh: "省略 average" });
  checkValue("onPlateau", "final", final);
  if (!["min", "max"].includes(mode)) {
    const near = meant(mode, ["min", "max"]);
    const [ask, askZh] = near === undefined ? ["", ""] : [`did you mean ${near}? `, `是否想写 ${near}？`];
    throw new ScheduleError("unknown-name", {
      en: `onPlateau: mode "${mode}" is unknown; ${ask}give "min" for a loss or "max" for an accuracy`,
      zh: `onPlateau：没有 "${mode}" 这种 mode；${askZh}损失用 "min"，准确率用 "max"`,
    });
  }
  const sign = mode === "min" ? 1 : -1;
  const better = (mean: number, best: number): boolean =>
    sign * mean < sign * best - minDelta * (relative ? Math.abs(best) : 1);
  return {
    init(learningRate) {
      checkValue("onPlateau", "learningRate", learningRate);
      return { learningRate, best: null, bad: 0, cooldown: 0, sum: 0, count: 0 };
    },
    update(state, loss) {
      if (!Number.isFinite(loss)) {
        throw new ScheduleError("no-finite-loss", {
          en: `onPlateau: loss ${loss} does not measure progress; go back to a checkpoint and lower the learning rate`,
          zh: `onPlateau：损失 ${loss} 说明不了进展；请回到某个检查点，并调小学习率`,
        });
      }
      const [sum, count] = [state.sum + loss, state.count + 1];
      if (count < average) return { ...state, sum, count };
      const mean = sum / count;
      const improved = state.best === null || better(mean, state.best);
      const resting = state.cooldown > 0;
      const bad = improved || resting ? 0 : state.bad + 1;
      const cut = bad > patience;
      const { learningRate } = state;
      return {
        learningRate: cut ? Math.min(learningRate, Math.max(learningRate * factor, final)) : learningRate,
        best: improved ? mean : state.best,
        bad: cut ? 0 : bad,
        cooldown: cut ? cooldown : Math.max(0, state.cooldown - 1),
        sum: 0,
        count: 0,
      };
    },
  };
}
