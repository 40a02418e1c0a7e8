import type { Draw, Question, Text, Tolerance } from "@downhill/grader/questions";
import type { Settings, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Gradient = (x: Vector) => Vector;

export const rounding: Tolerance = {
  relative: 1e-9,
  absolute: 1e-12,
  why: {
    en: "the same formula written in another order rounds differently, by about 1e-16 per step",
    zh: "同一个公式换个运算顺序，每步的舍入误差约为 1e-16",
  },
};

export const stepAxis: Text = { en: "step", zh: "步" };
export const coordinateAxis: Text = { en: "coordinate", zh: "个坐标" };

/** A number between the bounds that is short enough to be typed again. */
export const short = (draw: Draw, from: number, to: number): number =>
  Number(draw.uniform(from, to).toFixed(3));

export const shorts = (draw: Draw, length: number, from: number, to: number): Vector =>
  draw.list(length, () => short(draw, from, to));

/** Numbers as a learner could type them. */
export const typed = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(typed).join(", ")}]`
    : typeof value === "object" && value !== null
      ? `{ ${Object.entries(value)
          .map(([name, each]) => `${name}: ${typed(each)}`)
          .join(", ")} }`
      : String(value);

/** Some fields of an answer, own ones or a class's getters; an answer that has none of them is returned as it is. */
export function fieldsOf(answer: unknown, ...names: readonly string[]): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  const there = names.filter((name) => name in answer);
  const fields = answer as Readonly<Record<string, unknown>>;
  return there.length === 0 ? answer : Object.fromEntries(there.map((name) => [name, fields[name]]));
}

/** A long list as its length and some of its entries; anything else is returned unchanged. */
export const sampled = (list: unknown, every: number): unknown =>
  Array.isArray(list) || ArrayBuffer.isView(list)
    ? {
        length: (list as Vector).length,
        [`every ${every}th`]: Array.from({ length: 10 }, (_, i) => (list as Vector)[(i + 1) * every - 1]),
      }
    : list;

const sum = (list: Vector): number => list.reduce((total, value) => total + value, 0);

/** The slopes of ½ Σ cᵢuᵢ² + ½ tilt (Σ uᵢ)² with u = x − centre: each depends on every coordinate. */
export const bowl =
  (curvatures: Vector, centre: Vector = curvatures.map(() => 0), tilt = 0): Gradient =>
  (x) => {
    const u = curvatures.map((_, i) => x[i]! - centre[i]!);
    return u.map((value, i) => curvatures[i]! * value + tilt * sum(u));
  };

export const drawnBowl = (draw: Draw, size: number): Gradient =>
  bowl(shorts(draw, size, 0.5, 2), shorts(draw, size, -3, 3), short(draw, 0.3, 0.8));

export const drawnSettings = (draw: Draw): Settings => ({
  learningRate: short(draw, 0.05, 0.4),
  momentum: short(draw, 0.3, 0.95),
});

/** Questions in a list, whatever each of them answers. */
export const asked = (...list: readonly Question<Module>[]): readonly Question<Module, never>[] =>
  list as readonly Question<Module, never>[];
