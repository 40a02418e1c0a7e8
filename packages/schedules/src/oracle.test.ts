import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { constant, cosine, type Schedule, warmup } from "./index.ts";

interface Hypers {
  readonly learningRate: number;
  readonly steps: number;
  readonly warmupSteps: number;
  readonly final: number;
}
interface Run {
  readonly name: string;
  readonly hyper: Hypers;
  readonly values: readonly number[];
}

const { runs } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/schedules.json", import.meta.url), "utf8"),
) as { readonly runs: readonly Run[] };

const ours: Record<string, (hyper: Hypers) => Schedule> = {
  constant: ({ learningRate }) => constant(learningRate),
  cosine: ({ learningRate, steps, final }) => cosine(learningRate, steps, { final }),
  warmup: ({ learningRate, warmupSteps }) => warmup(learningRate, warmupSteps),
  warmupTimesCosine: ({ learningRate, warmupSteps, steps, final }) =>
    warmup(cosine(learningRate, steps, { final }), warmupSteps),
};

// Near its end a cosine is a small difference of numbers near 1, so errors are counted against the peak rate. The two
// libraries behind the oracle agree to 9e-16 of it; four roundings of our own make 1e-15.
const bound = 1e-15;

test.each(Object.keys(ours))("%s follows optax and PyTorch for 200 steps", (name) => {
  const cases = runs.filter((run) => run.name === name);
  expect(cases).not.toHaveLength(0);
  for (const { hyper, values } of cases) {
    const schedule = ours[name]!(hyper);
    const errors = values.map((value, step) => Math.abs(schedule(step) - value) / hyper.learningRate);
    expect(values).toHaveLength(200);
    expect(Math.max(...errors)).toBeLessThan(bound);
  }
});

test("the joined form is another schedule", () => {
  const { hyper, values } = runs.find((run) => run.name === "warmupCosine")!;
  const product = ours["warmupTimesCosine"]!(hyper);
  const differences = values.map((value, step) => Math.abs(product(step) - value) / hyper.learningRate);
  expect(Math.max(...differences)).toBeGreaterThan(0.01);
});
