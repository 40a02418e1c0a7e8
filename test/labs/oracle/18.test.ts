import { readFileSync } from "node:fs";
import path from "node:path";
import { key } from "@downhill/tensor";
import { grid as gridOf, halving as halvingOf, int, logUniform, uniform } from "@downhill/train/search";
import { describe, expect, test } from "vitest";
import {
  draw,
  grid,
  halving,
  randomSearch,
  type Range,
  report,
  rungs,
  type Start,
} from "../../../labs/18-hyper-parameters/key/solution.ts";
import { randomOf, seedOf } from "../../../labs/18-hyper-parameters/provided/random.ts";
import { near } from "./near.ts";

/*
 * Lab 18's solution against scikit-learn, SciPy and NumPy (test/oracles/lab-18.json) and against the package's strategies; and
 * the lesson's derivations. Its tables and programs: lessons/18.test.ts.
 */
const root = path.resolve(import.meta.dirname, "../../..");
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-18.json"), "utf8")) as {
  grids: readonly { values: Record<string, (number | string)[]>; configurations: unknown[] }[];
  draws: readonly {
    kind: "uniform" | "log-uniform" | "whole";
    low: number;
    high: number;
    numbers: number[];
    values: number[];
  }[];
  rungs: readonly { trials: number; factor: number; candidates: number[]; resources: number[] }[];
  reports: readonly { losses: number[]; mean: number; deviation: number }[];
};
/** Trainings whose losses are those of a formula. */
const formula =
  (validation: (rate: number, images: number) => number, test = (_: number): number => 0): Start =>
  ({ rate }, seed) => {
    let seen = 0;
    return {
      train: async (images) => validation(Number(rate), (seen += images)),
      test: async () => test(seed),
    };
  };

describe("scikit-learn, SciPy and NumPy", () => {
  test("grids are ParameterGrid's, whose names are in alphabetical order", () => {
    for (const { values, configurations } of oracle.grids) expect(grid(values)).toEqual(configurations);
  });
  test.each(oracle.draws)(
    "$kind from $low to $high has SciPy's quantiles",
    ({ numbers, values, ...range }) => {
      near(
        numbers.map((u) => Number(draw({ x: range }, () => u)["x"])),
        values,
        1e-9,
      );
    },
  );
  test.each(oracle.rungs)("$trials candidates by $factor: HalvingRandomSearchCV", (race) => {
    // Its last iteration has a single candidate where ours has ended.
    const raced = race.candidates.filter((count) => count > 1);
    const share = race.trials * race.resources[0]!;
    const ours = rungs({ trials: race.trials, budget: share * raced.length, factor: race.factor });
    expect(ours.map(({ trials }) => trials)).toEqual(raced);
    expect(ours.map(({ images }) => images)).toEqual(race.resources.slice(0, raced.length));
  });
  test.each(oracle.reports)("a report of $losses.length losses", async ({ losses, mean, deviation }) => {
    const trials = [{ configuration: { rate: 1 }, seed: 0, images: 1, loss: 1 }];
    const start = formula(
      () => 0,
      (seed) => losses[seed]!,
    );
    const found = await report(trials, start, { images: 1, seeds: losses.map((_, i) => i) });
    near([found.mean, found.deviation], [mean, deviation], 1e-9);
    expect(found.losses).toEqual(losses);
  });
});

describe("the package's strategies", () => {
  test("its grid", () => {
    const space = { rate: logUniform(0.01, 1), width: int(1, 2) };
    const [bracket] = gridOf({ points: 3 }).brackets(space, key(0));
    expect(grid({ rate: [0.01, 0.1, 1], width: [1, 2] })).toEqual(bracket!.configurations);
  });
  test("its ranges at the same numbers, to six digits", () => {
    const ranges = [
      [uniform(-1, 3), { kind: "uniform", low: -1, high: 3 }],
      [logUniform(1e-4, 1), { kind: "log-uniform", low: 1e-4, high: 1 }],
      [int(-2, 5), { kind: "whole", low: -2, high: 5 }],
    ] as const satisfies readonly (readonly [{ at: (u: number) => number }, Range])[];
    for (const [package_, range] of ranges)
      for (const u of [0, 0.1, 0.33, 0.5, 0.999])
        near([Number(draw({ x: range }, () => u)["x"])], [package_.at(u)], 1e-5);
  });
  test("its rungs, where the number of trials is a power of the factor", () => {
    for (const [trials, factor] of [
      [8, 2],
      [64, 4],
      [81, 3],
      [125, 5],
    ] as const) {
      const total = trials * 40;
      const [bracket] = halvingOf({ trials, total, factor }).brackets({ x: uniform(0, 1) }, key(0));
      let images = 0;
      const ours = rungs({ trials, budget: total, factor }).map((rung) => ({
        trials: rung.trials,
        budget: (images += rung.images),
      }));
      expect(ours).toEqual(bracket!.rungs);
    }
  });
  test("halving spends what its rungs say, and ends with the best of a known function", async () => {
    const loss = (rate: number, images: number): number => (Math.log10(rate) + 2) ** 2 + 1 / images;
    const ranges = { rate: { kind: "log-uniform", low: 1e-4, high: 1 } } as const;
    const settings = { trials: 27, budget: 810, factor: 3, seed: 5 };
    const order = await halving(ranges, formula(loss), settings);
    const all = await randomSearch(ranges, formula(loss), settings);
    const best = all.toSorted((a, b) => a.loss - b.loss)[0]!;
    expect(order[0]!.configuration).toEqual(best.configuration);
    expect(order.reduce((sum, { images }) => sum + images, 0)).toBe(810);
    expect(all.reduce((sum, { images }) => sum + images, 0)).toBe(810);
  });
});

test("seeds and generators: no two alike, and uniform", () => {
  const seeds = [0, 1, 2, 99].flatMap((search) =>
    Array.from({ length: 2000 }, (_, trial) => seedOf(search, trial)),
  );
  expect(new Set(seeds).size).toBe(8000);
  const firsts = seeds.map((seed) => randomOf(seed)());
  for (const share of [0.1, 0.5, 0.9])
    expect(Math.abs(firsts.filter((u) => u < share).length / 8000 - share)).toBeLessThan(0.02);
});

describe("the derivations", () => {
  test("the mean distances from a grid and from random values", () => {
    const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
    const far = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000 / (2 * 7));
    near([mean(far)], [1 / (4 * 7)], 1e-9);
    const [n, parts] = [9, 20_000];
    const steps = Array.from({ length: parts }, (_, i) => (1 - (i + 0.5) / parts) ** n / 2 / parts);
    near([steps.reduce((sum, each) => sum + each, 0)], [1 / (2 * (n + 1))], 1e-6);
  });
  test("log-uniform values below a bound", () => {
    const range = { kind: "log-uniform", low: 1e-4, high: 1 } as const;
    const below = (bound: number): number =>
      Array.from({ length: 10_000 }, (_, i) =>
        Number(draw({ x: range }, () => (i + 0.5) / 10_000)["x"]),
      ).filter((value) => value < bound).length / 10_000;
    for (const bound of [0.0007, 0.03, 0.4])
      expect(below(bound)).toBeCloseTo(Math.log(bound / 1e-4) / Math.log(1e4), 3);
  });
  test("59 trials, and not 58", () => {
    expect(1 - 0.95 ** 58).toBeLessThan(0.95);
    expect(1 - 0.95 ** 59).toBeGreaterThan(0.95);
    expect((Math.log(0.05) / Math.log(0.95)).toFixed(1)).toBe("58.4");
  });
});
