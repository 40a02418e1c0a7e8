import { type Draw, short, shorts } from "@downhill/grader/questions";
import type { Settings, Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Gradient = (x: Vector) => Vector;

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
