import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/02-gradient-descent/key/solution.ts";
import { bowl, parabola } from "../../../labs/02-gradient-descent/questions/problems.ts";

/*
 * Lab 02's solution against closed forms, which are computed without descending: where gradient descent is after t steps
 * on a parabola, and on the lesson's tilted bowl by the eigenvectors of its matrix.
 */
type Vector = solution.Vector;

const lab = path.join(import.meta.dirname, "../../../labs/02-gradient-descent");
const from0 = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const never = { gradientTolerance: 0, lossThreshold: -Infinity };

/** x_t = 3 + (1 − 2η)^t (x₀ − 3) */
const onParabola = (x0: number, rate: number, t: number): number => 3 + (1 - 2 * rate) ** t * (x0 - 3);

/** What is left of the error after t steps along the bowl's axes, (1, −1) with curvature 1 and (1, 1) with 3. */
const alongAxes = ([x = NaN, y = NaN]: Vector, rate: number, t: number): readonly [number, number] => [
  ((x - 1 - (y + 2)) / 2) * (1 - rate) ** t,
  ((x - 1 + (y + 2)) / 2) * (1 - 3 * rate) ** t,
];
const onBowl = (x0: Vector, rate: number, t: number) => {
  const [gentle, steep] = alongAxes(x0, rate, t);
  return {
    at: [1 + gentle + steep, -2 - gentle + steep],
    loss: 5 + gentle ** 2 + 3 * steep ** 2,
    length: Math.SQRT2 * Math.hypot(gentle, 3 * steep),
  };
};

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(1e-12 + 1e-11 * Math.abs(value));
};

test("the gradient is the slope of the loss, and exact", () => {
  for (const x of [-4, 0, 2.5, 3, 5, 1e8]) expect(solution.gradient(x)).toBe(2 * x - 6);
  for (const x of [-4, 0, 2.5, 3, 5])
    close([solution.loss(x + 0.5) - solution.loss(x - 0.5)], [solution.gradient(x)]);
});

describe.each([0.02, 0.1, 0.3, 0.5, 0.9, 1, 1.1, 3])("on (x − 3)² with rate %d", (rate) => {
  const starts = [0, 5, -2.25, 3];
  test("a walk is the closed form, point by point", () => {
    for (const x0 of starts)
      close(
        solution.walk(x0, rate, 100),
        from0(101).map((t) => onParabola(x0, rate, t)),
      );
  });
  test("one step lowers the loss by η(1 − η) times the slope squared", () => {
    for (const x0 of starts) {
      const { loss, gradient, step } = solution;
      close([loss(step(x0, rate))], [loss(x0) - rate * (1 - rate) * gradient(x0) ** 2]);
    }
  });
});

describe("on the bowl", () => {
  test.each([0.05, 0.25, 0.6, 0.7])("a descent is the closed form, rate %d", (learningRate) => {
    for (const x0 of [
      [4, -1],
      [-1, -2.5],
      [1, -2],
    ]) {
      const { path: points } = solution.descend(bowl(), x0, { ...never, learningRate, maxIterations: 20 });
      for (const [t, point] of points.entries()) close(point, onBowl(x0, learningRate, t).at);
      close(solution.stepVector(x0, learningRate, bowl().gradient), onBowl(x0, learningRate, 1).at);
    }
  });

  test.each([
    ["loss", { lossThreshold: 5.02 }, 7, (t: number) => onBowl([4, -1], 0.25, t).loss <= 5.02],
    ["gradient", { gradientTolerance: 0.01 }, 18, (t: number) => onBowl([4, -1], 0.25, t).length <= 0.01],
  ] as const)("the lesson's steps until the %s is low", (reason, limit, steps, met) => {
    const options = { ...never, learningRate: 0.25, maxIterations: 100, ...limit };
    expect(solution.descend(bowl(), [4, -1], options)).toMatchObject({ reason, iterations: steps });
    expect(from0(100).find(met)).toBe(steps);
  });
});

describe("the lesson's numbers", () => {
  test("chapter 004's program, and 29 steps with either rate", () => {
    expect(solution.walk(0, 0.1, 100).at(-1)).toBe(2.9999999993888893);
    for (const learningRate of [0.1, 0.9]) {
      const options = { ...never, learningRate, maxIterations: 100, gradientTolerance: 0.01 };
      expect(solution.descend(parabola(), [0], options)).toMatchObject({
        reason: "gradient",
        iterations: 29,
      });
    }
  });

  test.each(["lesson.md", "lesson.zh.md"])("%s shows what too-large.mjs prints", (file) => {
    const printed = execFileSync(process.execPath, [path.join(lab, "too-large.mjs")], { encoding: "utf8" });
    expect(readFileSync(path.join(lab, file), "utf8")).toContain(`\`\`\`text\n${printed}\`\`\``);
  });
});
