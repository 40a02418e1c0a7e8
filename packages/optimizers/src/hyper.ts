import type { Hyper, Schedule } from "@downhill/schedules";
import { perStep } from "@downhill/tensor";

interface Range {
  readonly holds: (value: number) => boolean;
  readonly says: string;
  /** Whether a schedule may come down to exactly 0 all the same. */
  readonly mayEnd?: boolean;
}

const positive: Range = {
  holds: (x) => x > 0 && x < Infinity,
  says: "a positive finite number, such as 0.001",
};
const rate: Range = { ...positive, mayEnd: true };
const share: Range = { holds: (x) => x > 0 && x <= 1, says: "above 0 and at most 1, such as 0.5" };
const atLeast0: Range = {
  holds: (x) => x >= 0 && x < Infinity,
  says: "a finite number from 0 on, such as 0.01",
};
const fraction: Range = { holds: (x) => x >= 0 && x < 1, says: "at least 0 and less than 1, such as 0.9" };

/** The range of each hyper-parameter, by its name, which is the field's. */
const ranges: Readonly<Record<string, Range>> = {
  learningRate: rate,
  momentum: fraction,
  beta: fraction,
  rho: fraction,
  beta1: fraction,
  beta2: fraction,
  epsilon: atLeast0,
  weightDecay: atLeast0,
  maxNorm: positive,
  maxRms: positive,
  limit: positive,
  ratio: positive,
  floor: positive,
  decay: fraction,
  decayExponent: positive,
  radius: positive,
  slowRate: share,
};

/**
 * A hyper-parameter's value at a step. A schedule may bring a learning rate to exactly 0; a constant one must be
 * positive. In a trace a schedule's value is an input of the graph, as `perStep` says, and a constant stays one.
 *
 * @throws RangeError naming the optimizer, the hyper-parameter, its value, and its range.
 * @example
 * ```ts
 * import { hyperAt } from "@downhill/optimizers";
 * import { linear } from "@downhill/schedules";
 * hyperAt("mine", "learningRate", linear(0.1, 10), 5); // 0.05
 * hyperAt("mine", "beta1", 0.9, 5); // 0.9
 * ```
 */
export function hyperAt(owner: string, name: string, value: Hyper, step: number): number {
  const range = ranges[name] ?? atLeast0;
  const checked = (now: number, when = ""): number => {
    if (range.holds(now) || (when !== "" && now === 0 && range.mayEnd === true)) return now;
    throw new RangeError(`${owner}: ${name} is ${now}${when}; it must be ${range.says}`);
  };
  if (typeof value === "number") return checked(value);
  return perStep(`${owner}.${name}`, (step) => checked(value(step), ` at step ${step}`), step);
}

/**
 * A hyper-parameter as a function of the step; a constant one is looked at here and now.
 *
 * @throws RangeError as {@link hyperAt} does.
 */
export function hyperOf(owner: string, name: string, value: Hyper): Schedule {
  if (typeof value !== "function") hyperAt(owner, name, value, 0);
  return (step) => hyperAt(owner, name, value, step);
}

/**
 * Several hyper-parameters as one function of the step; those that are not set take their defaults.
 *
 * @throws RangeError as {@link hyperAt} does, and when there is no hyper-parameter of a name.
 */
export function hypersOf<H extends string>(
  owner: string,
  settings: { readonly [K in H]?: Hyper },
  defaults: { readonly [K in H]: Hyper },
): (step: number) => { readonly [K in H]: number } {
  const names = Object.keys(defaults) as H[];
  const odd = Object.keys(settings).find((name) => !(names as string[]).includes(name));
  if (odd !== undefined) {
    throw new RangeError(`${owner}: there is no hyper-parameter "${odd}"; it has ${names.join(", ")}`);
  }
  const schedules = names.map((name) => hyperOf(owner, name, settings[name] ?? defaults[name]));
  return (step) => Object.fromEntries(schedules.map((at, i) => [names[i], at(step)])) as { [K in H]: number };
}
