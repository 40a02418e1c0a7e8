import { checkOptions } from "./options.ts";
import { cosine } from "./cosine.ts";
import { checkCount, checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** The start, the end and the turning point of the cycle. */
export interface OneCycleOptions {
  /** The step of the peak; 30 % of `steps` by default. */
  readonly rise?: number;
  /** The value at step 0; a 25th of the peak by default. */
  readonly start?: number;
  /** The value at `steps` and after it; a 10,000th of `start` by default. */
  readonly final?: number;
}

/**
 * One rise to a high peak and one fall far below the start, each half a cosine; afterwards the value stays constant:
 *
 * $$\eta_t = \begin{cases}
 *   \eta - \tfrac12(\eta - \eta_{\text{start}})\bigl(1 + \cos\frac{\pi t}{R}\bigr) & t < R\\
 *   \eta_{\text{final}} + \tfrac12(\eta - \eta_{\text{final}})\bigl(1 + \cos\frac{\pi (\min(t, T) - R)}{T - R}\bigr) & t \ge R
 * \end{cases}$$
 *
 * optax's `cosine_onecycle_schedule` is the same. PyTorch's `OneCycleLR` turns and ends one step earlier: it counts
 * values, while this counts the steps between them.
 *
 * @param learningRate the peak, at step `rise`.
 * @param steps $T$, the total length; $R$ is `rise`.
 * @throws ScheduleError when a value is negative or not finite, `steps` is not a whole number of at least 1, or the
 *   rise is not a whole number below `steps`.
 * @example
 * ```ts
 * import { oneCycle } from "@downhill/schedules";
 * const rate = oneCycle(0.1, 100);
 * rate(0); // 0.004
 * rate(30); // 0.1
 * rate(100); // 4e-7
 * ```
 * @see Smith and Topin, "Super-convergence: Very fast training of neural networks using large learning rates", 2018.
 */
export function oneCycle(learningRate: number, steps: number, options: OneCycleOptions = {}): Schedule {
  const {
    rise = Math.floor(0.3 * steps),
    start = learningRate / 25,
    final = start / 10_000,
  } = checkOptions("oneCycle", options, ["rise", "start", "final"]);
  checkValue("oneCycle", "learningRate", learningRate);
  checkValue("oneCycle", "start", start);
  checkValue("oneCycle", "final", final);
  checkSteps("oneCycle", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  checkCount("oneCycle", "rise", rise);
  if (rise >= steps) {
    throw new ScheduleError("phases-too-long", {
      en: `oneCycle: a rise of ${rise} steps leaves none of the ${steps} for the fall; make rise smaller`,
      zh: `oneCycle：上升占去 ${rise} 步，总共 ${steps} 步，没有剩下的步数用来下降；请减少上升的步数`,
    });
  }
  const fall = cosine(learningRate, steps - rise, { final });
  const up = rise === 0 ? fall : cosine(start, rise, { final: learningRate });
  return (step) => {
    checkStep("oneCycle", step);
    return step < rise ? up(step) : fall(step - rise);
  };
}
