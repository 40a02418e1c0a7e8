import { describe, expect, test } from "vitest";
import { best, bestDescent, curvatures, factor, flatStiffness, regime, roll, stepsToRest } from "./ball.ts";

const steep = (stiffness: number, momentum: number): readonly number[] =>
  roll({ stiffness, momentum }, 400).map(([x = 0]) => x);

describe("the plane of momentum and rate", () => {
  const grid = [0.05, 0.3, 0.9, 1.5, 2.1, 2.9, 3.7].flatMap((stiffness) =>
    [0, 0.1, 0.35, 0.6, 0.85, 0.95].map((momentum) => [stiffness, momentum] as const),
  );

  test.each(grid)(
    "at ηλ = %d, β = %d the ball does what the regime says, at the factor's pace",
    (stiffness, momentum) => {
      const path = steep(stiffness, momentum);
      const kind = regime(stiffness, momentum);
      const rho = factor(stiffness, momentum);
      const signs = path.slice(1, 30).map((x, i) => Math.sign(x) * Math.sign(path[i]!));
      if (kind === "diverges") expect(Math.abs(path.at(-1)!)).toBeGreaterThan(10);
      if (kind === "alternates") expect(signs.slice(3).every((sign) => sign < 0)).toBe(true);
      if (kind === "creeps") expect(signs.slice(3).every((sign) => sign > 0)).toBe(true);
      if (kind === "oscillates") expect(new Set(path.slice(1, 200).map(Math.sign)).size).toBeGreaterThan(1);
      // Equal roots multiply the pace by t, and unequal ones by a constant: 60 steps tell factors a tenth apart from each other.
      const size = Math.hypot(path[60] ?? Infinity, path[61] ?? Infinity);
      if (rho > 0.05 && kind !== "diverges") {
        expect(size).toBeLessThan(60 * rho ** 60);
        expect(size).toBeGreaterThan(0.01 * rho ** 60);
      }
    },
  );

  test("the settings called best are, among all in steps of 0.02 and 0.01", () => {
    const slowest = (stiffness: number, momentum: number): number =>
      Math.max(factor(stiffness, momentum), factor(flatStiffness(stiffness), momentum));
    const all = Array.from({ length: 200 }, (_, i) => 0.02 * i).flatMap((stiffness) =>
      Array.from({ length: 100 }, (_, j) => slowest(stiffness, 0.01 * j)),
    );
    expect(slowest(best.stiffness, best.momentum)).toBeCloseTo(2 / 3, 12);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(2 / 3);
    const still = Array.from({ length: 400 }, (_, i) => slowest(0.01 * i, 0));
    expect(slowest(bestDescent.stiffness, 0)).toBeCloseTo(
      (curvatures.steep - 1) / (curvatures.steep + 1),
      12,
    );
    expect(Math.min(...still)).toBeGreaterThanOrEqual(24 / 26 - 1e-12);
  });

  test("the caption's figures: 26 steps against 87; a thousandth more rate than the limit, and it never rests", () => {
    expect([stepsToRest(best), stepsToRest(bestDescent)]).toEqual([26, 87]);
    expect(stepsToRest({ stiffness: 2 * 1.9 * 1.001, momentum: 0.9 })).toBeUndefined();
  });
});
