import { checkStep, checkValue, type Schedule } from "./schedule.ts";

/**
 * A constant value: $\eta_t = \eta$. The same as the number itself, for code that needs a schedule.
 *
 * @throws ScheduleError when the value is negative or not finite.
 * @example
 * ```ts
 * import { constant } from "@downhill/schedules";
 * constant(0.01)(500); // 0.01
 * ```
 * @see optax's documentation, `constant_schedule`.
 */
export function constant(learningRate: number): Schedule {
  checkValue("constant", "learningRate", learningRate);
  return (step) => {
    checkStep("constant", step);
    return learningRate;
  };
}
