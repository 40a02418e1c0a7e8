import { checkStep, checkValue, type Schedule } from "./schedule.ts";
import { ScheduleError } from "./schedule-error.ts";

/**
 * Piecewise constant: `learningRate` at first, and after each step in `changes` the value given for it:
 *
 * $$\eta_t = \eta_k \quad\text{for}\quad t_k \le t < t_{k+1}, \qquad t_0 = 0$$
 *
 * PyTorch's `MultiStepLR` and optax's `piecewise_constant_schedule` change at the same steps, but take factors instead
 * of the values themselves.
 *
 * @param changes maps a step, counted from 0, to the value that starts there.
 * @throws ScheduleError when a value is negative or not finite, or a step is not a whole number of at least 1.
 * @example
 * ```ts
 * import { piecewise } from "@downhill/schedules";
 * const rate = piecewise(0.1, { 60: 0.01, 120: 0.001 });
 * rate(59); // 0.1
 * rate(60); // 0.01
 * rate(1000); // 0.001
 * ```
 * @see Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks", 2012, §5.
 */
export function piecewise(learningRate: number, changes: Readonly<Record<number, number>>): Schedule {
  checkValue("piecewise", "learningRate", learningRate);
  const given: unknown = changes;
  if (typeof given !== "object" || given === null) {
    throw new ScheduleError("out-of-range", {
      en: `piecewise: the changes are ${given === null ? "null" : typeof given}; give values by the step from which they hold, such as { 100: 0.01 }`,
      zh: `piecewise：changes 是 ${given === null ? "null" : typeof given}；请按起始步给出值，例如 { 100: 0.01 }`,
    });
  }
  const pieces = Object.entries(changes)
    .map(([from, value]) => ({ from: Number(from), value }))
    .sort((a, b) => a.from - b.from);
  for (const { from, value } of pieces) {
    if (!Number.isInteger(from) || from < 1) {
      throw new ScheduleError("out-of-range", {
        en: `piecewise: step ${from} cannot be a boundary; boundaries are whole numbers of at least 1, and the first argument is the value from step 0`,
        zh: `piecewise：不能从第 ${from} 步起改变；应为不小于 1 的整数，第 0 步的值写在第一个参数里`,
      });
    }
    checkValue("piecewise", `changes[${from}]`, value);
  }
  return (step) => {
    checkStep("piecewise", step);
    let current = learningRate;
    for (const { from, value } of pieces) if (step >= from) current = value;
    return current;
  };
}
