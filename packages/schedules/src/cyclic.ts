import { checkOptions } from "./options.ts";
import { checkFactor, checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** The base of the triangles, and how their peaks shrink. */
export interface CyclicOptions {
  /** Where each triangle begins and ends; 0 by default. */
  readonly low?: number;
  /** The height of each triangle relative to the one before, above 0 and at most 1; 1 by default. */
  readonly shrink?: number;
}

/**
 * Triangles, repeated forever: `steps` up from `low` to `learningRate`, `steps` down, and so on,
 *
 * $$\eta_t = \eta_{\text{low}} + (\eta - \eta_{\text{low}})\,k^{c}\,\Bigl(1 - \Bigl|\frac tT - 2c - 1\Bigr|\Bigr), \qquad c = \Bigl\lfloor \frac{t}{2T} \Bigr\rfloor$$
 *
 * PyTorch's `CyclicLR` calls it `triangular`, and with $k = 1/2$ `triangular2`.
 *
 * @param learningRate the peak of the first triangle.
 * @param steps $T$, the number of steps up; $k$ is `shrink`.
 * @throws ScheduleError when a value is negative or not finite, `low` is above the rate, `shrink` is out of its range, or
 *   `steps` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { cyclic } from "@downhill/schedules";
 * const rate = cyclic(0.1, 10, { low: 0.02, shrink: 0.5 });
 * rate(0); // 0.02
 * rate(10); // 0.1
 * rate(15); // 0.06
 * rate(30); // 0.06, the second top
 * ```
 * @see Smith, "Cyclical learning rates for training neural networks", WACV 2017, §3.1.
 */
export function cyclic(learningRate: number, steps: number, options: CyclicOptions = {}): Schedule {
  const { low = 0, shrink = 1 } = checkOptions("cyclic", options, ["low", "shrink"]);
  checkValue("cyclic", "learningRate", learningRate);
  checkValue("cyclic", "low", low);
  checkSteps("cyclic", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  checkFactor("cyclic", "shrink", shrink);
  if (low > learningRate) {
    throw new ScheduleError("empty-range", {
      en: `cyclic: low ${low} is above the learning rate ${learningRate}; swap the two`,
      zh: `cyclic：low ${low} 高于学习率 ${learningRate}；请把两者对调`,
    });
  }
  return (step) => {
    checkStep("cyclic", step);
    const part = (step % (2 * steps)) / steps;
    const height = (learningRate - low) * shrink ** Math.floor(step / (2 * steps));
    return low + height * (part < 1 ? part : 2 - part);
  };
}
