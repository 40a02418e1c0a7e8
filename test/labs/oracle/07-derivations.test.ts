import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/07-rmsprop/key/solution.ts";
import { near } from "./near.ts";

/* The steps of lab 07's lesson, each at numbers of no special kind. */
const { adagrad, convertEpsilon, descend, rmsprop, rmspropInside } = solution;
type Vector = solution.Vector;
type Rule = typeof rmsprop;

describe("the derivations", () => {
  const [rate, beta] = [0.3, 0.7];
  const settings = { learningRate: rate, beta, epsilon: 0 };
  const slopes = Array.from({ length: 12 }, (_, t) => 2 * Math.sin(5 * t + 1));
  const walk = (rule: Rule, used: solution.Settings, all: Vector): readonly solution.State[] => {
    const walked: solution.State[] = [{ x: [0], v: [0] }];
    for (const slope of all) walked.push(rule(() => [slope], walked.at(-1)!, used));
    return walked;
  };
  const lengths = (states: readonly solution.State[]): Vector =>
    states.slice(1).map(({ x }, t) => Math.abs(x[0]! - states[t]!.x[0]!));

  test("without memory and ε, RMSprop is sign descent", () => {
    walk(rmsprop, { ...settings, beta: 0 }, slopes).forEach(({ x }, t) =>
      near(x, [slopes.slice(0, t).reduce((place, g) => place - rate * (g / Math.abs(g)), 0)]),
    );
  });
  test("Adagrad's step t is η/√t on a steady slope, and t of them reach 2η√t", () => {
    const all = lengths(
      walk(
        adagrad,
        settings,
        Array.from({ length: 10_000 }, () => -7),
      ),
    );
    near(
      all,
      all.map((_, t) => rate / Math.sqrt(t + 1)),
    );
    expect(all.reduce((sum, each) => sum + each) / rate / (2 * Math.sqrt(10_000))).toBeCloseTo(1, 1);
  });
  test("v is the faded mean of the squares; its start makes steps of η/√(1 − βᵗ)", () => {
    walk(rmsprop, settings, slopes).forEach(({ v }, t) => {
      let sum = 0;
      for (let k = 0; k < t; k++) sum += beta ** k * slopes[t - 1 - k]! ** 2;
      near(v, [(1 - beta) * sum]);
    });
    const steady = walk(
      rmsprop,
      settings,
      Array.from({ length: 12 }, () => 5),
    );
    steady.forEach(({ v }, t) => near(v, [(1 - beta ** t) * 25]));
    near(
      lengths(steady),
      steady.slice(1).map((_, t) => rate / Math.sqrt(1 - beta ** (t + 1))),
    );
  });
  test("a fixed rate ends in jumps between ±(η/2 − ε/λ), which attract with √β", () => {
    const error = (steps: number, used: solution.Settings, curvature: number): number => {
      let state: solution.State = { x: [1], v: [0] };
      for (let t = 0; t < steps; t++) state = rmsprop(([x = 0]) => [curvature * x], state, used);
      return Math.abs(state.x[0]!) / (used.learningRate / 2 - used.epsilon / curvature) - 1;
    };
    for (const [learningRate, each, epsilon, curvature] of [
      [0.1, 0.9, 0, 3],
      [0.02, 0.5, 0.01, 2],
      [0.5, 0.99, 0.1, 1],
    ] as const)
      near([error(20_000, { learningRate, beta: each, epsilon }, curvature)], [0]);
    // Determinant β and trace 3β − 1: after t steps the largest of many deviations is about β^(t/2).
    const largest = (from: number): number =>
      Math.max(
        ...Array.from({ length: 20 }, (_, i) => Math.abs(error(from + i, { ...settings, beta: 0.9 }, 1))),
      );
    expect(largest(300) / largest(200)).toBeGreaterThan(0.9 ** 50 / 3);
    expect(largest(300) / largest(200)).toBeLessThan(0.9 ** 50 * 3);
  });
  test("steady steps: |g|/(|g| + ε) outside, |g|/√(g² + ε) inside, gradient descent where g is small", () => {
    for (const g of [-3, 0.1, 1e-7]) {
      const step = (rule: Rule): number =>
        rule(() => [g], { x: [0], v: [g * g] }, { learningRate: 1, beta, epsilon: 0.01 }).x[0]!;
      near([-step(rmsprop), -step(rmspropInside)], [g / (Math.abs(g) + 0.01), g / Math.sqrt(g * g + 0.01)]);
      if (Math.abs(g) > 1e-6) continue;
      expect(-step(rmsprop) / (g / 0.01)).toBeCloseTo(1, 4);
      expect(-step(rmspropInside) / (g / Math.sqrt(0.01))).toBeCloseTo(1, 4);
    }
    const agree = 1 / Math.sqrt(1 + 1 / 7 ** 2);
    expect(agree).toBeGreaterThan(0.9899);
    expect(agree).toBeLessThan(0.9901);
  });
  test("a converted ε takes the same step; three squares keep the halved step", () => {
    for (const v of [0, 1e-12, 0.3, 40]) {
      const inside = convertEpsilon(0.02, v, "inside");
      near([Math.sqrt(v + inside)], [Math.sqrt(v) + 0.02]);
      near([convertEpsilon(inside, v, "outside")], [0.02]);
    }
    near([convertEpsilon(0.5, 0.25, "inside")], [3 * 0.25]);
    expect(Math.sqrt(1 + 1e-20) - 1).toBe(0);
    near([convertEpsilon(1e-20, 1, "outside") / 5e-21], [1]);
  });
  test("the loss times c: the path is the same with cε outside and c²ε inside", () => {
    const c = 37;
    const scaled = slopes.map((slope) => c * slope);
    const used = { ...settings, epsilon: 0.2 };
    for (const [rule, power] of [
      [rmsprop, 1],
      [rmspropInside, 2],
    ] as const)
      near(
        walk(rule, { ...used, epsilon: c ** power * 0.2 }, scaled).map(({ x }) => x[0]!),
        walk(rule, used, slopes).map(({ x }) => x[0]!),
      );
  });
  test("a slope at every hundredth step: steps of η√((1 − β¹⁰⁰)/(1 − β)) in the long run", () => {
    const rare = Array.from({ length: 20_000 }, (_, t) => (t % 100 === 99 ? 1 : 0));
    const last = lengths(walk(rmsprop, { learningRate: 1, beta: 0.99, epsilon: 1e-300 }, rare)).at(-1)!;
    near([last], [Math.sqrt((1 - 0.99 ** 100) / 0.01)], 1e-9);
  });
  test("descend: rates on the line", () => {
    const end = descend(() => [3], [0], { learningRate: 1, beta: 0, epsilon: 0 }, 4);
    near(end, [-(1 + 0.75 + 0.5 + 0.25)]);
  });
});
