import { type Draw, short, shorts } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;
export type Gradient = (x: Vector) => Vector;

const sum = (list: Vector): number => list.reduce((total, value) => total + value, 0);

/** The loss ½ Σ cᵢuᵢ² + ½ tilt (Σ uᵢ)² with u = x − centre, and its slopes: each depends on every coordinate. */
export const bowl = (curvatures: Vector, centre: Vector = curvatures.map(() => 0), tilt = 0) => {
  const from = (x: Vector): Vector => curvatures.map((_, i) => x[i]! - centre[i]!);
  return {
    loss: (x: Vector): number => {
      const u = from(x);
      return (
        (sum(u.map((value, i) => curvatures[i]! * value * value)) + (tilt === 0 ? 0 : tilt * sum(u) ** 2)) / 2
      );
    },
    gradient: (x: Vector): Vector => {
      const u = from(x);
      return u.map((value, i) => curvatures[i]! * value + (tilt === 0 ? 0 : tilt * sum(u)));
    },
  };
};

export const drawnBowl = (draw: Draw, size: number) =>
  bowl(shorts(draw, size, 0.5, 2), shorts(draw, size, -3, 3), short(draw, 0.3, 0.8));

/** ½(ab − 1)², whose curvature differs from place to place. */
export const product = {
  loss: ([a = 0, b = 0]: Vector): number => (a * b - 1) ** 2 / 2,
  gradient: ([a = 0, b = 0]: Vector): Vector => [(a * b - 1) * b, (a * b - 1) * a],
};

/** A call as a learner could type it, with its result. */
export const calls = <A extends readonly unknown[]>(
  name: string,
  cases: readonly A[],
  typed: (value: unknown) => string,
  call: (given: A) => unknown,
): unknown =>
  Object.fromEntries(
    cases.map((given) => [`${name}(${given.map((each) => typed(each)).join(", ")})`, call(given)]),
  );
