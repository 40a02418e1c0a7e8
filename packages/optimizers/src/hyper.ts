import type { Hyper } from "@downhill/schedules";

interface Range {
  readonly holds: (value: number) => boolean;
  readonly says: string;
}

const positive: Range = {
  holds: (x) => x > 0 && x < Infinity,
  says: "a positive finite number, such as 0.001",
};
const atLeast0: Range = {
  holds: (x) => x >= 0 && x < Infinity,
  says: "a finite number from 0 on, such as 0.01",
};
const fraction: Range = { holds: (x) => x >= 0 && x < 1, says: "at least 0 and less than 1, such as 0.9" };

/** The range of each hyper-parameter, by its name, which is the field's. */
const ranges: Readonly<Record<string, Range>> = {
  learningRate: positive,
  momentum: fraction,
  beta: fraction,
  rho: fraction,
  beta1: fraction,
  beta2: fraction,
  epsilon: atLeast0,
  weightDecay: atLeast0,
  maxNorm: positive,
  limit: positive,
  ratio: positive,
  floor: positive,
  decay: fraction,
};

/**
 * A hyper-parameter's value at a step. A schedule may bring a rate to exactly 0; a constant one must be positive.
 *
 * @throws RangeError naming the optimizer, the hyper-parameter, its value, and its range.
 */
export function hyperAt(owner: string, name: string, value: Hyper, step: number): number {
  const scheduled = typeof value === "function";
  const now = scheduled ? value(step) : value;
  const range = ranges[name] ?? atLeast0;
  if (!range.holds(now) && !(scheduled && now === 0)) {
    const when = scheduled ? ` at step ${step}` : "";
    throw new RangeError(`${owner}: ${name} is ${now}${when}; it must be ${range.says}`);
  }
  return now;
}
