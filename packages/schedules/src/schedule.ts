import type { Bilingual } from "./bilingual.ts";
import { ScheduleError } from "./schedule-error.ts";

/**
 * A hyper-parameter as a function of the step. Steps count from 0, so the first update sees `schedule(0)`.
 */
export type Schedule = (step: number) => number;

/** A hyper-parameter: a constant number, or a {@link Schedule}. */
export type Hyper = number | Schedule;

/**
 * The value of a hyper-parameter at a step: the number itself, or the value of its schedule.
 *
 * @param name names the hyper-parameter in messages.
 * @throws ScheduleError when the step is not a whole number of at least 0, or the value is not a finite number.
 * @example
 * ```ts
 * import { at, cosine } from "@downhill/schedules";
 * at(0.1, 7); // 0.1
 * at(cosine(0.1, 100), 50); // 0.05
 * ```
 */
export function at(hyper: Hyper, step: number, name = "hyper"): number {
  checkStep("at", step);
  const value = typeof hyper === "function" ? hyper(step) : hyper;
  if (!Number.isFinite(value)) {
    throw new ScheduleError("not-finite", {
      en: `at: ${name} is ${value} at step ${step}; give a finite number, or a schedule that returns one`,
      zh: `at：${name} 在第 ${step} 步为 ${value}；请给出有限的数，或返回有限数的学习率调度`,
    });
  }
  return value;
}

/** @throws ScheduleError unless the step is a whole number of at least 0. */
export function checkStep(name: string, step: number): void {
  if (!Number.isInteger(step) || step < 0) {
    throw new ScheduleError("out-of-range", {
      en: `${name}: step ${step} does not exist; steps are whole numbers that count from 0`,
      zh: `${name}：没有第 ${step} 步；步数是从 0 数起的整数`,
    });
  }
}

/** @throws ScheduleError unless this is a valid value of a schedule. */
export function checkValue(name: string, what: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new ScheduleError("out-of-range", {
      en: `${name}: ${what} is ${value}; it must be finite and at least 0, such as 0.001`,
      zh: `${name}：${what} 为 ${value}，应为不小于 0 的有限数，例如 0.001`,
    });
  }
}

/** @throws ScheduleError unless this is a valid number of steps. */
export function checkSteps(name: string, steps: number, { en, zh }: Bilingual): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new ScheduleError("out-of-range", {
      en: `${name}: the number of steps is ${steps}; it must be a whole number of at least 1, or ${en}`,
      zh: `${name}：${steps} 步不能作为长度；请给出不小于 1 的整数，或${zh}`,
    });
  }
}

/** @throws ScheduleError unless the number is a count, a whole number of at least 0. */
export function checkCount(name: string, what: string, count: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new ScheduleError("out-of-range", {
      en: `${name}: ${what} is ${count}; it must be a whole number of at least 0`,
      zh: `${name}：${what} 为 ${count}，应为不小于 0 的整数`,
    });
  }
}

/** @throws ScheduleError unless the factor is above 0 and at most 1. */
export function checkFactor(name: string, what: string, factor: number): void {
  if (!(Number.isFinite(factor) && factor > 0 && factor <= 1)) {
    throw new ScheduleError("out-of-range", {
      en: `${name}: ${what} ${factor} must be above 0 and at most 1, such as 0.5`,
      zh: `${name}：${what} 为 ${factor}，应大于 0 且不超过 1，例如 0.5`,
    });
  }
}

/**
 * A schedule inside another, whose name appears in its messages.
 *
 * @throws ScheduleError when it is a number that is not a valid value of a schedule.
 */
export function within(name: string, inner: Hyper): Schedule {
  if (typeof inner === "number") checkValue(name, "inner", inner);
  return (step) => at(inner, step, `${name}.inner`);
}
