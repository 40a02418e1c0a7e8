import { expect, test } from "vitest";
import { numbers } from "./algebra.ts";
import { rmspropCentered } from "./rules.ts";

test("a constant gradient has zero variance, and rounding below 0 does not give NaN", () => {
  const hyper = { learningRate: 0.1, beta: 0.5, epsilon: 1e-3 };
  let below = 0;
  for (const g of [0.1, 0.7, 1.1]) {
    let [m, v] = [0, 0];
    for (let t = 1; t <= 500; t++) {
      const next = rmspropCentered.rule.step(numbers, { p: 0, g, m, v, t, ...hyper });
      [m, v] = [next.m, next.v];
      if (v < m * m) below++;
      expect(next.update).toBeLessThan(0);
    }
    expect(rmspropCentered.rule.step(numbers, { p: 0, g, m, v, t: 501, ...hyper }).update).toBeCloseTo(
      (-hyper.learningRate * g) / hyper.epsilon,
      3,
    );
  }
  expect(below).toBeGreaterThan(0); // otherwise the guard was not exercised
});
