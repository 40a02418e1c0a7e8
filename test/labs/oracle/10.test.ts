import { readFileSync } from "node:fs";
import path from "node:path";
import * as packaged from "@downhill/schedules";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/10-decay/key/solution.ts";
import { near } from "./near.ts";

/*
 * Lab 10's solution against Keras's, PyTorch's and optax's schedules (test/oracles/lab-10.json) and the packages', and the
 * lesson's derivations at random points. Its tables: 10-tables.test.ts.
 */
const { bestRates, cosine, expectedErrors, exponential, join, polynomial, timeBased, warmup } = solution;

interface Run {
  readonly library: "keras" | "torch" | "optax";
  readonly name: string;
  readonly settings: readonly (number | boolean)[];
  readonly rates: readonly number[];
}
const root = path.resolve(import.meta.dirname, "../../..");
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-10.json"), "utf8")) as {
  readonly rate: number;
  readonly steps: number;
  readonly runs: readonly Run[];
  readonly defaults: Readonly<Record<string, Readonly<Record<string, number>>>>;
};
const { rate, steps, runs } = oracle;
const made: Readonly<Record<string, (...settings: never[]) => solution.Schedule>> = {
  exponential,
  timeBased,
  polynomial,
  cosine,
  joined: (warm: number, length: number) =>
    join([
      { schedule: warmup(() => rate, warm), steps: warm },
      { schedule: cosine(rate, length, 0), steps: length },
    ]),
};
const ratesOf = (schedule: solution.Schedule, count: number): number[] =>
  Array.from({ length: count }, (_, step) => schedule(step));
/** Keras computes its schedules in float32. */
const relative = { keras: 1e-6, torch: 1e-11, optax: 1e-12 };

test.each(runs.filter(({ name }) => name in made))(
  "$name($settings) is $library's",
  ({ library, name, settings, rates }) => {
    // PyTorch's cosine rises again after its last step, as the lesson says; up to there they agree.
    const count = library === "torch" && name === "cosine" ? steps + 1 : rates.length;
    const ours = ratesOf(made[name]!(...(settings as never[])), count);
    const theirs = rates.slice(0, count);
    for (const [step, value] of ours.entries())
      expect(Math.abs(value - theirs[step]!), `step ${step}`).toBeLessThanOrEqual(relative[library] * rate);
  },
);

describe("the lesson's table of libraries", () => {
  const found = (library: string, name: string, last?: number): Run =>
    runs.find(
      (run) =>
        run.library === library && run.name === name && (last ?? run.settings.at(-1)) === run.settings.at(-1),
    )!;
  test("PyTorch's cosine rises again after T; the others stay", () => {
    const { rates } = found("torch", "cosine");
    expect(rates[2 * steps]).toBeCloseTo(rate, 10);
    for (const library of ["keras", "optax"])
      expect(new Set(found(library, "cosine", 0.125).rates.slice(steps))).toEqual(new Set([0.125]));
  });
  test("defaults: Keras's line ends at 0.0001, PyTorch's after 5 steps; its warm-up begins at a third", () => {
    expect(oracle.defaults).toEqual({
      "keras PolynomialDecay": { end_learning_rate: 0.0001, power: 1 },
      "torch LinearLR": { start_factor: 1 / 3, total_iters: 5 },
      "torch PolynomialLR": { total_iters: 5, power: 1 },
    });
    near(
      found("torch", "default LinearLR").rates.slice(0, 6),
      [0, 1, 2, 3, 4, 5].map((t) => rate * (1 / 3 + (t * 2) / 15)),
      1e-9,
    );
  });
});

test("the packages' schedules are the same", () => {
  const pairs: readonly (readonly [solution.Schedule, solution.Schedule])[] = [
    [timeBased(0.3, 40), packaged.inverseTime(0.3, 40)],
    [exponential(0.3, 7, 0.8), packaged.exponential(0.3, 7, 0.8)],
    [exponential(0.3, 7, 0.8, true), packaged.exponential(0.3, 7, 0.8, { staircase: true })],
    [polynomial(0.3, 60, 0.02, 1.7), packaged.polynomial(0.3, 60, 1.7, { final: 0.02 })],
    [cosine(0.3, 60, 0.02), packaged.cosine(0.3, 60, { final: 0.02 })],
    [warmup(cosine(0.3, 60, 0), 9), packaged.warmup(packaged.cosine(0.3, 60), 9)],
    [
      join([
        { schedule: warmup(() => 0.3, 9), steps: 9 },
        { schedule: cosine(0.3, 30, 0), steps: 0 },
      ]),
      packaged.andThen(packaged.warmup(0.3, 9), 9, packaged.cosine(0.3, 30)),
    ],
  ];
  for (const [ours, theirs] of pairs) near(ratesOf(ours, 100), ratesOf(theirs, 100));
});

describe("the derivations", () => {
  const bowls: readonly solution.Bowl[] = [
    { curvature: 1, noise: 1, start: 1 },
    { curvature: 2.3, noise: 0.7, start: 5.1 },
    { curvature: 0.4, noise: 3.9, start: 0.6 },
  ];
  test("the expected error is the mean over two equally likely noises, ±√V, through all their paths", () => {
    for (const bowl of bowls) {
      const schedule = timeBased(0.4, 3);
      let places = [Math.sqrt(bowl.start)];
      for (let t = 0; t < 8; t++)
        places = places.flatMap((x) =>
          [-1, 1].map((sign) => x - schedule(t) * (bowl.curvature * x + sign * Math.sqrt(bowl.noise))),
        );
      const mean = places.reduce((sum, x) => sum + x * x, 0) / places.length;
      near([expectedErrors(schedule, bowl, 8).at(-1)!], [mean], 1e-12);
    }
  });
  test("the floor is where the error no longer changes", () => {
    for (const { curvature, noise } of bowls)
      for (const eta of [0.01, 0.2, 0.7]) {
        const floor = (eta * noise) / (curvature * (2 - eta * curvature));
        near([expectedErrors(() => eta, { curvature, noise, start: floor }, 1)[1]!], [floor]);
        expect((curvature * floor) / 2 / ((eta * noise) / 4)).toBeCloseTo(2 / (2 - eta * curvature), 10);
      }
  });
  test("the best rate: no other one leads to a smaller error; 1/E grows by λ²/V", () => {
    for (const bowl of bowls) {
      const { curvature, noise, start } = bowl;
      const best = bestRates(bowl);
      const errors = expectedErrors(best, bowl, 50);
      for (const [t, error] of errors.slice(0, -1).entries()) {
        near([best(t)], [(curvature * error) / (curvature ** 2 * error + noise)]);
        near([-2 * curvature * (1 - best(t) * curvature) * error + 2 * best(t) * noise], [0]);
        near([errors[t + 1]!], [(error * noise) / (curvature ** 2 * error + noise)]);
        near([1 / errors[t + 1]!], [1 / start + ((t + 1) * curvature ** 2) / noise]);
        for (const factor of [0.9, 0.99, 1.01, 1.1]) {
          const other = expectedErrors((step) => best(step) * (step === t ? factor : 1), bowl, 50);
          expect(other.at(-1)!).toBeGreaterThan(errors.at(-1)!);
        }
      }
    }
  });
  test("from infinitely far away the best rates make a running mean", () => {
    const rates = ratesOf(bestRates({ curvature: 1, noise: 1, start: 1e15 }), 6);
    near(rates, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6], 1e-9);
    const seen = [3, -1, 4, 1, -5, 9];
    const mean = seen.reduce((x, each, t) => x - rates[t]! * (x - each), 100);
    near([mean], [seen.reduce((sum, each) => sum + each) / seen.length], 1e-9);
  });
  test("rates c times as large: c²/(2c − 1) times the best error in the end, and t^(−2c) below a half", () => {
    const at = (c: number, t: number): number => expectedErrors(timeBased(c / 2, 2), bowls[0]!, t).at(-1)!;
    for (const c of [4, 2, 1]) expect(at(c, 100_000) * 100_000).toBeCloseTo(c ** 2 / (2 * c - 1), 2);
    for (const c of [0.25, 0.1]) expect(at(c, 100_000) / at(c, 10_000)).toBeCloseTo(10 ** (-2 * c), 2);
  });
});
