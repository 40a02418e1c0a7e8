import { type Draw, fieldsOf, shorts, typed } from "@downhill/grader/questions";
import type { Settings, State, Vector } from "../key/solution.ts";
import type { Gradient, Module } from "./asking.ts";

export type Name = "heavyBall" | "nesterov";
type Case = readonly [slopes: Vector, v: Vector, settings: Settings, x?: Vector];

/** Fresh at each use: a learner's code may write into what it is given. */
export const usual = (): Settings => ({ learningRate: 0.1, momentum: 0.9 });
export const parts = (answer: unknown): unknown => fieldsOf(answer, "x", "v");
export const copied = ({ x, v }: State): State => ({ x: [...x], v: [...v] });

const isList = (value: unknown): value is Vector =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

/** What a rule does step by step, each from its own last answer; an unusable answer ends the walk. */
export function walk(
  rule: Module[Name],
  gradient: Gradient,
  start: State,
  settings: Settings,
  steps: number,
) {
  const seen: unknown[] = [];
  let state = copied(start);
  for (let t = 0; t < steps; t++) {
    const answer: unknown = parts(rule(gradient, state, { ...settings }));
    seen.push(answer);
    const { x, v } = Object(answer) as Partial<State>;
    if (!isList(x) || !isList(v)) break;
    state = copied({ x, v });
  }
  return seen;
}

/** A valley that is not a parabola: the slope of ½x² − 2 cos x in each coordinate. */
export const waves: Gradient = (x) => x.map((value) => value + 2 * Math.sin(value));

/** Slopes, velocities, rates and points: large, tiny and broken ones. */
export const sizes: readonly Case[] = [
  [[1e9, -1e-9, 0], [1e-9, 1e9, 3], usual(), [1, 2, 3]],
  [[0.01, -0.02], [0.03, 0.01], { learningRate: 150, momentum: 0.5 }, [1, 2]],
  [[3, -2], [1, 5], { learningRate: 1e-9, momentum: 0.999 }, [1e-9, 2e-9]],
  [[1e-12, -2e-11], [3e-9, 1e-10], usual(), [1e-9, 2e-10]],
  [[1e200, -1e-200], [-1e200, 1e-200], { learningRate: 0.5, momentum: 0.25 }, [1e200, 1e-200]],
  [[NaN, 1, 2], [1, 2, 3], usual(), [1, 2, 3]],
  [[1, 2, 3], [4, NaN, 6], usual(), [1, 2, 3]],
];

/** No momentum, no rate, no slope, no motion. */
export const ends: readonly Case[] = [
  [[2, -3], [5, 7], { learningRate: 0.1, momentum: 0 }],
  [[2, -3], [5, 7], { learningRate: 0, momentum: 0.9 }],
  [[0, 0], [5, -7], usual()],
  [[2, -3], [0, 0], usual()],
  [[0, 0], [0, 0], usual()],
];

/** Every mixture of a place, a velocity, slopes, a rate and a momentum that are zero or not: what could be handed back. */
export const stills = Array.from({ length: 32 }, (_, bits): readonly [Vector, Vector, Vector, Settings] => {
  const [place, motion, slope, rate, beta] = [1, 2, 4, 8, 16].map((bit) => ((bits & bit) === 0 ? 1 : 0));
  const times = (list: Vector, by: number): Vector => list.map((value) => (by === 0 ? 0 : value));
  return [
    times([4, -1], place!),
    times([1, -2], motion!),
    times([3, 5], slope!),
    { learningRate: 0.5 * rate!, momentum: 0.75 * beta! },
  ];
});

/** A call as a learner could type it, with the gradient where it is the same everywhere. */
export const called = (name: Name, { x, v }: State, settings: Settings, slopes?: Vector): string =>
  `${name}(${slopes === undefined ? "∇J" : `() => ${typed(slopes)}`}, ${typed({ x, v })}, ${typed(settings)})`;

/** A rule's answer in a valley with this formula, from which a learner can compute it by hand. */
export const inValley = (formula: string, name: Name, state: State, settings: Settings): string =>
  `${called(name, state, settings)}, ${formula}`;

export const answered = (name: Name, rule: Module[Name], cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([slopes, v, settings, x = [1, 2]]) => [
      called(name, { x, v }, settings, slopes),
      parts(rule(() => [...slopes], copied({ x, v }), { ...settings })),
    ]),
  );

export const from = (draw: Draw, size: number): State => ({
  x: shorts(draw, size, -5, 5),
  v: shorts(draw, size, -2, 2),
});
