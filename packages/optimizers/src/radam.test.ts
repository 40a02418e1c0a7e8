import { expect, test } from "vitest";
import { numbers } from "./algebra.ts";
import { momentumMean, radam } from "./rules.ts";

const at = { p: 0, g: 0.5, m: 0, v: 0, t: 1, learningRate: 0.1, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };

test("steps by bias-corrected momentum until ρ exceeds 5, at step 6 for β₂ = 0.999", () => {
  for (const t of [1, 2, 3, 4, 5]) {
    const mean = momentumMean.rule.step(numbers, { ...at, v: at.m, t, momentum: at.beta1 });
    expect(radam.rule.step(numbers, { ...at, t }).update).toBeCloseTo(mean.update / (1 - at.beta1 ** t), 14);
  }
  const corrected = (at.g * (1 - at.beta1)) / (1 - at.beta1 ** 6);
  expect(radam.rule.step(numbers, { ...at, t: 6 }).update).not.toBeCloseTo(-at.learningRate * corrected, 3);
});

test("never trusts v while it averages too few gradients, and stays finite when ρ∞ is 2 or 4", () => {
  for (const beta2 of [0, 1 / 3, 0.5, 0.6]) {
    for (const t of [1, 10, 1000, 1e6]) {
      const { update, m } = radam.rule.step(numbers, { ...at, beta2, t });
      expect(update).toBeCloseTo((-at.learningRate * m) / (1 - at.beta1 ** t), 14);
    }
  }
});
