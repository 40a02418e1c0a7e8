import type { Draw, Text, Tolerance } from "@downhill/grader/questions";
import type * as solution from "../key/solution.ts";

export type Module = typeof solution;
export type Hyper = solution.Hyper;

export const elementAxis: Text = { en: "element", zh: "个元素" };

/** The fields of whatever a learner's function answered. */
export const partsOf = (answer: unknown): Readonly<Record<string, unknown>> =>
  typeof answer === "object" && answer !== null ? (answer as Readonly<Record<string, unknown>>) : {};

/** Numbers from 0.1 to 1.1 whose sign depends only on their place, so that nothing cancels in their means. */
export const signed = (draw: Draw, length: number): Float32Array =>
  Float32Array.from(draw.list(length, (i) => (i % 3 === 1 ? -1 : 1) * draw.uniform(0.1, 1.1)));

/** Numbers away from zero, of either sign. */
export const spread = (draw: Draw, length: number): Float32Array =>
  Float32Array.from(draw.list(length, () => draw.uniform(1, 2) * (draw.uniform(-1, 1) < 0 ? -1 : 1)));

/** Makes something once for each module, so that several questions can look at it; the first one's draws count. */
export function once<T>(make: (module: Module, draw: Draw) => T): (module: Module, draw: Draw) => T {
  const made = new WeakMap<object, { readonly value: T }>();
  return (module, draw) => {
    const known = made.get(module) ?? { value: make(module, draw) };
    made.set(module, known);
    return known.value;
  };
}

/** Some numbers of a long list under their places: both ends, and evenly spaced ones between. */
export function sampled(name: string, numbers: ArrayLike<unknown>): Readonly<Record<string, unknown>> {
  const { length } = numbers;
  const apart = Math.max(1, Math.floor(length / 23));
  const places = Array.from({ length }, (_, i) => i).filter(
    (i) => i < 3 || i >= length - 3 || i % apart === 0,
  );
  return Object.fromEntries(places.map((i) => [`${name}[${i}]`, numbers[i]]));
}

export type Four = readonly [learningRate: number, beta1: number, beta2: number, epsilon: number];
export const hyperOf = ([learningRate, beta1, beta2, epsilon]: Four): Hyper => ({
  learningRate,
  beta1,
  beta2,
  epsilon,
});

export const hyperText = ({ learningRate, beta1, beta2, epsilon }: Hyper): string =>
  `learningRate ${learningRate}, beta1 ${beta1}, beta2 ${beta2}, epsilon ${epsilon}`;

/** Where nothing cancels, a few steps in float32; a 1 − 0.999 made in float32 is wrong by four times as much. */
export const single: Tolerance = {
  relative: 3e-6,
  absolute: 1e-12,
  why: {
    en: "float32 keeps 7 digits, and nothing cancels here, so a few steps change only the last of them",
    zh: "float32 约有 7 位有效数字，这里没有数相互抵消，几步下来只有末位的舍入误差",
  },
};

/** For a training of a dozen steps in float32. */
export const trainingRounds: Tolerance = {
  relative: 1e-3,
  absolute: 1e-4,
  why: {
    en: "float32 keeps 7 digits, and each training step magnifies the rounding",
    zh: "float32 只有约 7 位有效数字，训练每走一步都会把舍入误差放大",
  },
};

const flat = (value: unknown): unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value).flatMap(flat) : [value];

/** The first number that is not near the right one, in a sentence; for answers that a machine's adapter gave. */
export function firstDifference(
  found: unknown,
  right: unknown,
  { relative = 0, absolute = 0 }: Tolerance,
): Text | undefined {
  const [numbers, rights] = [flat(found), flat(right)];
  if (numbers.length !== rights.length)
    return {
      en: `there are ${numbers.length} numbers, not ${rights.length}`,
      zh: `得到 ${numbers.length} 个数，应为 ${rights.length} 个`,
    };
  const at = rights.findIndex(
    (e, i) => !(Math.abs(Number(numbers[i]) - Number(e)) <= absolute + relative * Math.abs(Number(e))),
  );
  return at === -1
    ? undefined
    : {
        en: `number ${at} (counting from 0) is ${String(numbers[at])}; the interpreter has ${String(rights[at])}`,
        zh: `第 ${at} 个数（从 0 数起）是 ${String(numbers[at])}，而解释器得到 ${String(rights[at])}`,
      };
}
