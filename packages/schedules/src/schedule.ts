/**
 * A hyper-parameter as a function of the step. Steps count from 0, so the first update sees `schedule(0)`.
 */
export type Schedule = (step: number) => number;

/** What a hyper-parameter may be: a number that stays, or a {@link Schedule}. */
export type Hyper = number | Schedule;

/**
 * The value of a hyper-parameter at a step: the number itself, or what its schedule says.
 *
 * @param name names the hyper-parameter in messages.
 * @throws RangeError when the step is not a whole number from 0 on, or the value is not a finite number.
 * @example
 * ```ts
 * import { at, cosine } from "@downhill/schedules";
 * at(0.1, 7); // 0.1
 * at(cosine(0.1, 100), 50); // 0.05
 * ```
 */
export function at(hyper: Hyper, step: number, name = "the hyper-parameter"): number {
  checkStep("at", step);
  const value = typeof hyper === "function" ? hyper(step) : hyper;
  if (!Number.isFinite(value)) {
    throw new RangeError(
      `at: ${name} is ${value} at step ${step}; give a finite number, or a schedule that returns one`,
    );
  }
  return value;
}

/** @throws RangeError unless the step is a whole number from 0 on. */
export function checkStep(name: string, step: number): void {
  if (!Number.isInteger(step) || step < 0) {
    throw new RangeError(`${name}: step ${step} does not exist; steps are whole numbers that count from 0`);
  }
}

/** @throws RangeError unless a schedule may take this value. */
export function checkValue(name: string, what: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(
      `${name}: ${what} ${value} is not a finite number from 0 on; give one, such as 0.001`,
    );
  }
}

/** @throws RangeError unless a schedule may last this many steps. */
export function checkSteps(name: string, steps: number, remedy: string): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`${name}: ${steps} steps is no length; give a whole number from 1 on, or ${remedy}`);
  }
}

/** @throws RangeError unless the number counts something, from 0 on. */
export function checkCount(name: string, what: string, count: number): void {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`${name}: ${what} ${count} is no count; give a whole number from 0 on`);
  }
}

/** @throws RangeError unless the factor shrinks what it multiplies, or leaves it. */
export function checkFactor(name: string, what: string, factor: number): void {
  if (!(factor > 0 && factor <= 1)) {
    throw new RangeError(`${name}: ${what} ${factor} is not above 0 and at most 1; give one, such as 0.5`);
  }
}

/**
 * A schedule inside another, which its messages name.
 *
 * @throws RangeError when it is a number that no schedule may take.
 */
export function within(name: string, inner: Hyper): Schedule {
  if (typeof inner === "number") checkValue(name, "inner value", inner);
  return (step) => at(inner, step, `the schedule in ${name}`);
}
