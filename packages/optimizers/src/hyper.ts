import type { Hyper, Schedule } from "@downhill/schedules";
import { type Bilingual, checkOptions, perStep, ValueError } from "@downhill/tensor";
import { byName } from "./rule.ts";

interface Range extends Bilingual {
  /** The step's rate is a schedule's value. */
  readonly holds: (value: number, step?: number) => boolean;
  readonly example: number;
}

const positive: Range = {
  holds: (x) => x > 0 && x < Infinity,
  en: "a positive finite number",
  zh: "是有限的正数",
  example: 0.001,
};
/** A schedule may come down to exactly 0. */
const rate: Range = { ...positive, holds: (x, step) => positive.holds(x) || (x === 0 && step !== undefined) };
const share: Range = {
  holds: (x) => x > 0 && x <= 1,
  en: "above 0 and at most 1",
  zh: "大于 0 且不超过 1",
  example: 0.5,
};
const atLeast0: Range = {
  holds: (x) => x >= 0 && x < Infinity,
  en: "finite and at least 0",
  zh: "是不小于 0 的有限数",
  example: 0.01,
};
const fraction: Range = {
  holds: (x) => x >= 0 && x < 1,
  en: "at least 0 and less than 1",
  zh: "不小于 0 且小于 1",
  example: 0.9,
};
const stepNumber: Range = {
  holds: (x) => Number.isInteger(x) && x >= 0,
  en: "a whole number of at least 0",
  zh: "是不小于 0 的整数",
  example: 0,
};

/** The range of each hyper-parameter by name; all others must be at least 0. */
const ranges: Readonly<Record<string, Range>> = {
  learningRate: rate,
  momentum: fraction,
  beta: fraction,
  rho: fraction,
  beta1: fraction,
  beta2: fraction,
  maxNorm: positive,
  maxRms: positive,
  limit: positive,
  ratio: positive,
  floor: positive,
  decay: fraction,
  decayExponent: positive,
  radius: positive,
  slowRate: share,
  step: stepNumber,
};

/** @throws ValueError unless the value is a number in the range of this hyper-parameter. */
export function inRange(owner: string, name: string, value: number, step?: number): number {
  const { holds, en, zh, example } = ranges[name] ?? atLeast0;
  if (typeof value === "number" && holds(value, step)) return value;
  const shown = typeof value === "number" ? value : typeof value;
  const [when, whenZh] = step === undefined ? ["", ""] : [` at step ${step}`, `step 为 ${step} 时 `];
  throw new ValueError("out-of-range", {
    en: `${owner}: ${name} is ${shown}${when}; it must be ${en}, such as ${example}`,
    zh: `${owner}：${whenZh}${name} 为 ${shown}，它必须${zh}，例如 ${example}`,
  });
}

/**
 * A hyper-parameter's value at a step. A schedule may bring a learning rate to exactly 0; a constant one must be
 * positive. In a trace, a schedule's value is an input of the graph (see `perStep`), and a constant stays constant.
 *
 * @throws ValueError naming the optimizer, the hyper-parameter, its value, and its range.
 * @example
 * ```ts
 * import { hyperAt } from "@downhill/optimizers";
 * import { linear } from "@downhill/schedules";
 * hyperAt("mine", "learningRate", linear(0.1, 10), 5); // 0.05
 * hyperAt("mine", "beta1", 0.9, 5); // 0.9
 * ```
 */
export function hyperAt(owner: string, name: string, value: Hyper, step: number): number {
  if (typeof value !== "function") return inRange(owner, name, value);
  return perStep(`${owner}.${name}`, (step) => inRange(owner, name, value(step), step), step);
}

/**
 * A hyper-parameter as a function of the step; a constant one is checked immediately.
 *
 * @throws ValueError as {@link hyperAt} does.
 */
export function hyperOf(owner: string, name: string, value: Hyper): Schedule {
  if (typeof value !== "function") inRange(owner, name, value);
  return (step) => hyperAt(owner, name, value, step);
}

/**
 * Several hyper-parameters as one function of the step; those that are not set take their defaults.
 *
 * @throws ValueError as {@link hyperAt} and {@link checkNames} do.
 */
export function hypersOf<H extends string>(
  owner: string,
  settings: { readonly [K in H]?: Hyper },
  defaults: { readonly [K in H]: Hyper },
): (step: number) => { readonly [K in H]: number } {
  const names = Object.keys(defaults) as H[];
  checkOptions(owner, settings, names);
  const schedules = names.map((name) => {
    // Only omitted values take their default: null is not a number.
    const { [name]: value = defaults[name] } = settings;
    return hyperOf(owner, name, value);
  });
  return (step) => byName(names, (_, i) => schedules[i]!(step));
}
