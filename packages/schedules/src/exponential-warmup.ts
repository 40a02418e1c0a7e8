import { checkOptions } from "./options.ts";
import { checkFactor, checkStep, checkSteps, type Hyper, type Schedule, within } from "./schedule.ts";

/** The start of an exponential warm-up. */
export interface ExponentialWarmupOptions {
  /** The factor at step 0, above 0 and at most 1; 0.01 by default. */
  readonly start?: number;
}

/**
 * Warms up another schedule by equal factors: its value times a factor that grows from `start` to 1 in `steps` steps,
 *
 * $$\eta_t = s^{\,1 - \min(1,\,t/W)}\,\eta^{\text{inner}}_t.$$
 *
 * While {@link warmup} adds the same amount at each step, this multiplies by the same factor: it stays small for longer
 * and is never 0. Both are products: inner and outer count the same steps.
 *
 * @param inner the schedule, or a constant number.
 * @param steps $W$, the first step at full value; $s$ is `start`.
 * @throws ScheduleError when `steps` is not a whole number of at least 1, `start` is out of its range, or `inner` is a
 *   number that is negative or not finite.
 * @example
 * ```ts
 * import { exponentialWarmup } from "@downhill/schedules";
 * const rate = exponentialWarmup(0.1, 100, { start: 0.01 });
 * rate(0); // 0.001
 * rate(50); // 0.01
 * rate(100); // 0.1
 * ```
 * @see Ma and Yarats, "On the adequacy of untuned warmup for adaptive optimization", AAAI 2021 (another exponential,
 *   $1 - e^{-t/\tau}$, which approaches 1 without reaching it).
 */
export function exponentialWarmup(
  inner: Hyper,
  steps: number,
  options: ExponentialWarmupOptions = {},
): Schedule {
  const { start = 0.01 } = checkOptions("exponentialWarmup", options, ["start"]);
  checkSteps("exponentialWarmup", steps, { en: "leave the warm-up out", zh: "去掉预热" });
  checkFactor("exponentialWarmup", "start", start);
  const full = within("exponentialWarmup", inner);
  return (step) => {
    checkStep("exponentialWarmup", step);
    return start ** (1 - Math.min(step, steps) / steps) * full(step);
  };
}
