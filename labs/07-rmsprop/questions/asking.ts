import { type Draw, fieldsOf, short, shorts, typed } from "@downhill/grader/questions";
import type { Settings, State, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Gradient = (x: Vector) => Vector;
export type Name = "adagrad" | "rmsprop" | "rmspropInside";

/** The settings that a rule takes: Adagrad has no β. Fresh at each use, since a learner's code may write into them. */
export const settingsOf = (name: Name, { beta, ...rest }: Settings): Settings =>
  (name === "adagrad" ? { ...rest } : { ...rest, beta }) as Settings;

export const usual = (): Settings => ({ learningRate: 0.1, epsilon: 0.01, beta: 0.9 });
const parts = (answer: unknown): unknown => fieldsOf(answer, "x", "v");

export const drawnSettings = (draw: Draw): Settings => ({
  learningRate: short(draw, 0.05, 0.4),
  epsilon: [1e-8, 0.01, 0.3][draw.integer(0, 2)]!,
  beta: short(draw, 0.3, 0.95),
});

/** A state in mid-run: the mean or sum of squares is never negative. */
export const drawnState = (draw: Draw, size: number): State => ({
  x: shorts(draw, size, -5, 5),
  v: shorts(draw, size, 0, 9),
});

/** The slopes of ½ Σ cᵢ(xᵢ − aᵢ)² + ¼ (Σ xᵢ)²: each depends on every coordinate. */
export const bowl =
  (curvatures: Vector, centre: Vector): Gradient =>
  (x) => {
    let half = 0;
    for (const value of x) half += value / 2;
    return curvatures.map((curvature, i) => curvature * (x[i]! - centre[i]!) + half);
  };
export const drawnBowl = (draw: Draw, size: number): Gradient =>
  bowl(shorts(draw, size, 0.5, 20), shorts(draw, size, -3, 3));

/** A call as a learner can type it, where the gradient is the same everywhere. */
export const called = (name: Name, slopes: Vector, state: State, settings: Settings): string =>
  `${name}(() => ${typed(slopes)}, ${typed(state)}, ${typed(settings)})`;

/** One step of a rule on fresh objects. */
export function stepped(module: Module, name: Name, slopes: Vector, { x, v }: State, settings: Settings) {
  const given = { x: [...x], v: [...v] };
  return parts(module[name](() => [...slopes], given, settingsOf(name, settings)));
}

/** Whether an answer holds two lists that a walk can continue with. */
const leadsOn = (answer: unknown): answer is State => {
  const { x, v } = Object(answer) as Partial<Record<"x" | "v", unknown>>;
  return [x, v].every((list) => typeof list === "object" && list !== null && Symbol.iterator in list);
};

/** What a rule does with slopes one after the other, each step from its own last answer. */
export function walk(
  module: Module,
  name: Name,
  gradients: readonly Gradient[],
  start: State,
  settings: Settings,
): readonly unknown[] {
  const seen: unknown[] = [];
  let state: unknown = start;
  for (const gradient of gradients) {
    if (!leadsOn(state)) break;
    const from = { x: Array.from(state.x), v: Array.from(state.v) };
    state = parts(module[name](gradient, from, settingsOf(name, settings)));
    seen.push(state);
  }
  return seen;
}
