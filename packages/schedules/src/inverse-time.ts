import { checkStep, checkSteps, checkValue, type Schedule } from "./schedule.ts";

/**
 * The rate divided by a number that grows with time: it is a half after `steps` steps, and a third after twice as many:
 *
 * $$\eta_t = \frac{\eta}{1 + t/T}$$
 *
 * The sum of the rates diverges and the sum of their squares converges: the Robbins-Monro condition, under which
 * stochastic gradient descent on a convex function converges. Other libraries often take a decay rate instead, $k =
 * 1/T$.
 *
 * @param steps $T$, the step at which the rate has halved.
 * @throws ScheduleError when the rate is negative or not finite, or `steps` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { inverseTime } from "@downhill/schedules";
 * const rate = inverseTime(0.3, 100);
 * rate(0); // 0.3
 * rate(100); // 0.15
 * rate(200); // 0.1
 * ```
 * @see Robbins and Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22 (1951), eq. 6.
 */
export function inverseTime(learningRate: number, steps: number): Schedule {
  checkValue("inverseTime", "learningRate", learningRate);
  checkSteps("inverseTime", steps, { en: "use constant(…)", zh: "使用 constant(…)" });
  return (step) => {
    checkStep("inverseTime", step);
    return learningRate / (1 + step / steps);
  };
}
