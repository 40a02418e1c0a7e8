import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as schedules from "./index.ts";
import {
  andThen,
  clampMin,
  constant,
  cosine,
  cosineRestarts,
  cycle,
  cyclic,
  exponential,
  exponentialWarmup,
  inverseSquareRoot,
  inverseTime,
  linear,
  oneCycle,
  onPlateau,
  piecewise,
  type PlateauOptions,
  polynomial,
  scale,
  type Schedule,
  warmup,
  warmupStableDecay,
} from "./index.ts";

interface Hypers extends Required<PlateauOptions> {
  readonly learningRate: number;
  readonly steps: number;
  readonly warmupSteps: number;
  readonly decaySteps: number;
  readonly rate: number;
  readonly power: number;
  readonly growth: number;
  readonly rise: number;
  readonly start: number;
  readonly low: number;
  readonly shrink: number;
  readonly least: number;
  readonly values: Readonly<Record<number, number>>;
}
interface Run {
  readonly name: string;
  readonly hyper: Hypers;
  readonly losses?: readonly number[];
  readonly values: readonly number[];
}

const { runs } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/schedules.json", import.meta.url), "utf8"),
) as { readonly runs: readonly Run[] };

/** The rates after each loss, as a function of the step, so that feedback schedules are in the same table. */
function fed(hyper: Hypers, losses: readonly number[]): Schedule {
  const { learningRate, ...options } = hyper;
  const feedback = onPlateau(options);
  let state = feedback.init(learningRate);
  const rates = losses.map((loss) => (state = feedback.update(state, loss)).learningRate);
  return (step) => rates[step]!;
}

/** Which runs of the oracle each export is compared with, and how they are written here. */
const table: Record<string, readonly [string, (hyper: Hypers, losses: readonly number[]) => Schedule]> = {
  constant: ["constant", ({ learningRate }) => constant(learningRate)],
  linear: ["linear", ({ learningRate, steps, final }) => linear(learningRate, steps, { final })],
  polynomial: [
    "polynomial",
    ({ learningRate, steps, power, final }) => polynomial(learningRate, steps, power, { final }),
  ],
  inverseTime: ["inverseTime", ({ learningRate, steps }) => inverseTime(learningRate, steps)],
  exponential: ["exponential", ({ learningRate, steps, rate }) => exponential(learningRate, steps, rate)],
  "exponential, staircase": [
    "staircase",
    ({ learningRate, steps, rate }) => exponential(learningRate, steps, rate, { staircase: true }),
  ],
  piecewise: ["piecewise", ({ learningRate, values }) => piecewise(learningRate, values)],
  cosine: ["cosine", ({ learningRate, steps, final }) => cosine(learningRate, steps, { final })],
  cosineRestarts: [
    "cosineRestarts",
    ({ learningRate, steps, growth, final }) => cosineRestarts(learningRate, steps, { growth, final }),
  ],
  oneCycle: [
    "oneCycle",
    ({ learningRate, steps, rise, start, final }) => oneCycle(learningRate, steps, { rise, start, final }),
  ],
  inverseSquareRoot: [
    "inverseSquareRoot",
    ({ learningRate, warmupSteps }) => inverseSquareRoot(learningRate, warmupSteps),
  ],
  cyclic: ["cyclic", ({ learningRate, steps, low, shrink }) => cyclic(learningRate, steps, { low, shrink })],
  warmupStableDecay: [
    "warmupStableDecay",
    ({ learningRate, steps, warmupSteps, decaySteps, final }) =>
      warmupStableDecay(learningRate, steps, { warmupSteps, decaySteps, final }),
  ],
  warmup: ["warmup", ({ learningRate, warmupSteps }) => warmup(learningRate, warmupSteps)],
  "warmup of a cosine": [
    "warmupTimesCosine",
    ({ learningRate, warmupSteps, steps, final }) =>
      warmup(cosine(learningRate, steps, { final }), warmupSteps),
  ],
  exponentialWarmup: [
    "exponentialWarmup",
    ({ learningRate, warmupSteps, start }) => exponentialWarmup(learningRate, warmupSteps, { start }),
  ],
  andThen: [
    "warmupCosine",
    ({ learningRate, warmupSteps, steps, final }) =>
      andThen(
        warmup(learningRate, warmupSteps),
        warmupSteps,
        cosine(learningRate, steps - warmupSteps, { final }),
      ),
  ],
  scale: ["scaledCosine", ({ learningRate, steps, factor }) => scale(cosine(learningRate, steps), factor)],
  clampMin: [
    "exponentialWithFloor",
    ({ learningRate, steps, rate, least }) => clampMin(exponential(learningRate, steps, rate), least),
  ],
  cycle: [
    "cosineRestarts",
    ({ learningRate, steps, growth, final }) =>
      growth === 1
        ? cycle(cosine(learningRate, steps, { final }), steps)
        : [1, 2, 4, 8].reduceRight<Schedule>(
            (next, times) => andThen(cosine(learningRate, steps * times, { final }), steps * times, next),
            constant(learningRate),
          ),
  ],
  onPlateau: ["onPlateau", fed],
};

// Near its end a cosine is a small difference of numbers near 1, so errors are counted against the peak rate.
function largestDifference(name: string): number {
  const [oracle, ours] = table[name]!;
  const cases = runs.filter((run) => run.name === oracle);
  expect(cases).not.toHaveLength(0);
  const errors = cases.flatMap(({ hyper, losses = [], values }) => {
    const schedule = ours(hyper, losses);
    expect(values).toHaveLength(200);
    return values.map((value, step) => Math.abs(schedule(step) - value) / hyper.learningRate);
  });
  return Math.max(...errors);
}

// The two libraries behind the oracle agree to 1e-15 of the peak; four roundings of ours add as much.
test.each(Object.keys(table))("%s follows optax and PyTorch for 200 steps", (name) => {
  expect(largestDifference(name)).toBeLessThan(1e-15);
});

test("the joined form is a different schedule", () => {
  const { hyper, values } = runs.find((run) => run.name === "warmupCosine")!;
  const product = table["warmup of a cosine"]![1](hyper, []);
  const differences = values.map((value, step) => Math.abs(product(step) - value) / hyper.learningRate);
  expect(Math.max(...differences)).toBeGreaterThan(0.01);
});

test("the feedback runs cut the rate, reach their floor or rest, and differ", () => {
  const cuts = runs
    .filter(({ name }) => name === "onPlateau")
    .map(({ values }) => values.filter((value, step) => step > 0 && value < values[step - 1]!).length);
  expect(cuts).toHaveLength(3);
  for (const count of cuts) expect(count).toBeGreaterThan(1);
});

const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| `(\w+)\(.*\| *(law|0|\d+e-\d+) *\|$/gm)];

test("the README has a row for every schedule", () => {
  const names = Object.keys(schedules).filter((name) => !["at", "plot", "ScheduleError"].includes(name));
  expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(names));
});

test('the README has "law" only where there is no oracle', () => {
  const lawful = rows.flatMap(([, name, stated]) => (stated === "law" ? [name!] : []));
  expect(lawful).toContain("reset");
  expect(lawful.filter((name) => Object.keys(table).some((row) => row.split(/\W/)[0] === name))).toEqual([]);
});

test.each(rows.flatMap(([, name, stated]) => (stated === "law" ? [] : [[name!, Number(stated)] as const])))(
  "the README states the largest difference of %s, rounded up",
  (name, stated) => {
    const found = Object.keys(table).filter((row) => row.split(/\W/)[0] === name);
    expect(found).not.toHaveLength(0);
    expect(Math.max(...found.map(largestDifference))).toBeLessThanOrEqual(stated);
    expect(stated).toBeLessThanOrEqual(1e-15);
  },
);
