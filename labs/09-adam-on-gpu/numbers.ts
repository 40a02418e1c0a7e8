import type { Text, Tolerance } from "@downhill/grader/lab";
import { adam, numbers } from "@downhill/optimizers";
import type { Hyper } from "./starter/adam.ts";

/** The answer's parts by name; none when the answer is no object. */
export const partsOf = (answer: unknown): Readonly<Record<string, unknown>> =>
  typeof answer === "object" && answer !== null ? { ...answer } : {};

/** Numbers between −1 and 1 that look like chance and are the same everywhere. */
export const noise = (seed: number, length: number): Float32Array =>
  Float32Array.from(
    { length },
    (_, i) => 2 * ((Math.abs(Math.sin(12.9898 * (i + 1) + 78.233 * seed)) * 43758.5453) % 1) - 1,
  );

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

/** Whether numbers are close enough; a probe says so to the learner, this to the check. */
export const agrees = (
  actual: unknown,
  expected: ArrayLike<number>,
  { relative = 0, absolute = 0 }: Tolerance,
): boolean =>
  isNumbers(actual) &&
  actual.length === expected.length &&
  Array.from(expected).every((e, i) => Math.abs(actual[i]! - e) <= absolute + relative * Math.abs(e));

/** Parameters and their moments, as plain numbers. */
export interface Weights {
  readonly p: ArrayLike<number>;
  readonly m: ArrayLike<number>;
  readonly v: ArrayLike<number>;
}

/** One step of the packages' Adam, number by number in float64; `step` counts from 0. */
export function expectedStep(
  { p, m, v }: Weights,
  g: ArrayLike<number>,
  hyper: Hyper,
  step: number,
): Weights {
  const answers = Array.from(p, (_, i) =>
    adam.rule.step(numbers, { ...hyper, p: p[i]!, g: g[i]!, m: m[i]!, v: v[i]!, t: step + 1 }),
  );
  return {
    p: answers.map(({ update }, i) => p[i]! + update),
    m: answers.map((each) => each.m),
    v: answers.map((each) => each.v),
  };
}

/** The eight numbers that a kernel is given. */
export function expectedSettings({ learningRate, beta1, beta2, epsilon }: Hyper, step: number): Float32Array {
  const t = step + 1;
  return Float32Array.of(
    learningRate,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    1 - beta1 ** t,
    1 - beta2 ** t,
  );
}

export const stepAxis: Text = { en: "step", zh: "步" };
export const elementAxis: Text = { en: "element", zh: "元素" };

/** For a few steps in float32. */
export const single: Tolerance = {
  relative: 2e-5,
  absolute: 1e-6,
  why: {
    en: "float32 keeps 7 digits, and a GPU may round roots and quotients in the last of them",
    zh: "float32 只有约 7 位有效数字，GPU 对开方和除法的结果在末位上可以有出入",
  },
};
