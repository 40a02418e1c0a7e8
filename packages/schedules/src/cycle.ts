import { checkStep, checkSteps, type Hyper, type Schedule, within } from "./schedule.ts";

/**
 * The first steps of another schedule, repeated: $\eta_t = \eta^{\text{inner}}_{t \bmod T}$.
 *
 * @param inner the schedule, or a number.
 * @param steps $T$, after which it starts again.
 * @throws ScheduleError when `steps` is not a whole number of at least 1, or `inner` is a number that is negative or
 * not finite.
 * @example
 * ```ts
 * import { cycle, linear } from "@downhill/schedules";
 * const saw = cycle(linear(0.1, 10), 10);
 * saw(5); // 0.05
 * saw(10); // 0.1
 * saw(25); // 0.05
 * ```
 * @see Smith, "Cyclical learning rates for training neural networks", WACV 2017.
 */
export function cycle(inner: Hyper, steps: number): Schedule {
  checkSteps("cycle", steps, { en: "use the schedule without cycle(…)", zh: "去掉 cycle(…)" });
  const once = within("cycle", inner);
  return (step) => {
    checkStep("cycle", step);
    return once(step % steps);
  };
}
