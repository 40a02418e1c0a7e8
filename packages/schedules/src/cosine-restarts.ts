import { checkOptions } from "./options.ts";
import { cosine } from "./cosine.ts";
import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/** How the cosines follow each other. */
export interface CosineRestartsOptions {
  /** The factor by which each cosine is longer than the one before: a whole number, 1 by default. */
  readonly growth?: number;
  /** The value each cosine falls to; 0 by default. */
  readonly final?: number;
}

/**
 * A sequence of half cosines, each falling from `learningRate` and each `growth` times as long as the one before
 * (SGDR): with the $i$-th beginning at step $t_i$,
 *
 * $$\eta_t = \eta_{\text{final}} + \tfrac12(\eta - \eta_{\text{final}})\Bigl(1 + \cos\frac{\pi (t - t_i)}{T g^i}\Bigr), \qquad t_i \le t < t_i + T g^i$$
 *
 * `final` itself is never reached: at the step where a cosine would reach it, the next one begins. The best parameters
 * are those just before a restart. PyTorch's `CosineAnnealingWarmRestarts` is the same.
 *
 * @param steps $T$, the length of the first cosine.
 * @throws ScheduleError when a value is negative or not finite, or `steps` or `growth` is not a whole number of at
 * least 1.
 * @example
 * ```ts
 * import { cosineRestarts } from "@downhill/schedules";
 * const rate = cosineRestarts(0.1, 10, { growth: 2 });
 * rate(5); // 0.05
 * rate(10); // 0.1, the second begins
 * rate(20); // 0.05
 * rate(30); // 0.1, the third begins
 * ```
 * @see Loshchilov and Hutter, "SGDR: Stochastic gradient descent with warm restarts", ICLR 2017, eq. 5.
 */
export function cosineRestarts(
  learningRate: number,
  steps: number,
  options: CosineRestartsOptions = {},
): Schedule {
  const { growth = 1, final = 0 } = checkOptions("cosineRestarts", options, ["growth", "final"]);
  checkValue("cosineRestarts", "learningRate", learningRate);
  checkValue("cosineRestarts", "final", final);
  checkSteps("cosineRestarts", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  if (!Number.isInteger(growth) || growth < 1) {
    throw new ScheduleError("out-of-range", {
      en: `cosineRestarts: growth ${growth} is not a whole number of at least 1; give 1 for cosines of equal length, or 2`,
      zh: `cosineRestarts：growth ${growth} 不是不小于 1 的整数；各段等长用 1，逐段加倍用 2`,
    });
  }
  return (step) => {
    checkStep("cosineRestarts", step);
    if (growth === 1) return cosine(learningRate, steps, { final })(step % steps);
    let [length, since] = [steps, step];
    while (since >= length) [length, since] = [length * growth, since - length];
    return cosine(learningRate, length, { final })(since);
  };
}
