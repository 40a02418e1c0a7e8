import { checkStep, checkValue, type Hyper, type Schedule, within } from "./schedule.ts";

/**
 * Another schedule times a number: $\eta_t = c\,\eta^{\text{inner}}_t$.
 *
 * For example, for a batch $k$ times as large: the linear rule multiplies the rate by $k$, the square-root rule by
 * $\sqrt k$.
 *
 * @param inner the schedule, or a number.
 * @param factor $c$, at least 0.
 * @throws ScheduleError when the factor, or a number given for `inner`, is negative or not finite.
 * @example
 * ```ts
 * import { cosine, scale } from "@downhill/schedules";
 * const rate = scale(cosine(0.1, 100), 4);
 * rate(0); // 0.4
 * rate(50); // 0.2
 * ```
 * @see Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, §2.1.
 */
export function scale(inner: Hyper, factor: number): Schedule {
  checkValue("scale", "factor", factor);
  const full = within("scale", inner);
  return (step) => {
    checkStep("scale", step);
    return factor * full(step);
  };
}
