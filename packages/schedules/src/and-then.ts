import { checkStep, checkSteps, type Hyper, type Schedule, within } from "./schedule.ts";

/**
 * One schedule, followed by another that counts from 0 again:
 *
 * $$\eta_t = \begin{cases} \eta^{\text{first}}_t & t < T\\ \eta^{\text{next}}_{t - T} & t \ge T \end{cases}$$
 *
 * optax's `join_schedules` and PyTorch's `SequentialLR` join like this. It is not called `then`, because `await
 * import(…)` treats a module that exports `then` as a promise.
 *
 * @param first the schedule up to the step before `steps`, or a number.
 * @param steps $T$, the step at which the next one begins.
 * @param next the schedule after that, or a number.
 * @throws ScheduleError when `steps` is not a whole number of at least 1, or a number is negative or not finite.
 * @example
 * ```ts
 * import { andThen, cosine, warmup } from "@downhill/schedules";
 * const joined = andThen(warmup(0.1, 50), 50, cosine(0.1, 100));
 * joined(25); // 0.05
 * joined(50); // 0.1, the top of the cosine
 * joined(100); // 0.05
 * andThen(0.1, 30, 0.01)(30); // 0.01
 * ```
 * @see optax's documentation, `join_schedules`.
 */
export function andThen(first: Hyper, steps: number, next: Hyper): Schedule {
  checkSteps("andThen", steps, { en: "use the next schedule alone", zh: "直接使用后一个学习率调度" });
  const [before, after] = [within("andThen", first), within("andThen", next)];
  return (step) => {
    checkStep("andThen", step);
    return step < steps ? before(step) : after(step - steps);
  };
}
