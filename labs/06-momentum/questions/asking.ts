import { type Draw, short, shorts, typed } from "@downhill/grader/questions";
import type { Settings, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Gradient = (x: Vector) => Vector;

const sum = (list: Vector): number => list.reduce((total, value) => total + value, 0);

/** A gradient, and its formula as a learner reads it: enough to compute every slope by hand. */
export interface Valley {
  readonly gradient: Gradient;
  readonly formula: string;
}

/** A tilted bowl, whose every slope depends on every coordinate, with its lowest point away from 0. */
export function drawnBowl(draw: Draw, size: number): Valley {
  const [c, k, b] = [shorts(draw, size, 0.5, 2), short(draw, 0.3, 0.8), shorts(draw, size, -3, 3)];
  return {
    gradient: (x) => c.map((curvature, i) => curvature * x[i]! + k * sum(x) + b[i]!),
    formula: `∇J(x)ᵢ = cᵢxᵢ + ${k}·Σx + bᵢ, c = ${typed(c)}, b = ${typed(b)}`,
  };
}

export const drawnSettings = (draw: Draw): Settings => ({
  learningRate: short(draw, 0.05, 0.4),
  momentum: short(draw, 0.3, 0.95),
});
