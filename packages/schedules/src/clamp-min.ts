import { checkStep, checkValue, type Hyper, type Schedule, within } from "./schedule.ts";

/**
 * Another schedule with a lower bound: $\eta_t = \max(\eta_{\min}, \eta^{\text{inner}}_t)$.
 *
 * @param inner the schedule, or a number.
 * @param least $\eta_{\min}$, at least 0.
 * @throws ScheduleError when the floor, or a number given for `inner`, is negative or not finite.
 * @example
 * ```ts
 * import { clampMin, exponential } from "@downhill/schedules";
 * const rate = clampMin(exponential(0.1, 10, 0.5), 0.02);
 * rate(20); // 0.025
 * rate(30); // 0.02
 * ```
 * @see optax's `exponential_decay`, where `end_value` is such a floor.
 */
export function clampMin(inner: Hyper, least: number): Schedule {
  checkValue("clampMin", "least", least);
  const full = within("clampMin", inner);
  return (step) => {
    checkStep("clampMin", step);
    return Math.max(least, full(step));
  };
}
