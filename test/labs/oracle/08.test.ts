import { numbers } from "@downhill/optimizers";
import { describe, expect, test } from "vitest";
import oracle from "../../oracles/lab-08.json" with { type: "json" };
import { adam, adamw, corrected, moments } from "../../../labs/08-adam/key/solution.ts";

// Lab 08's solution against PyTorch (moments, trajectories) and optax (corrections); test/oracles/lab-08.py writes them.
// Both compute in float64, in another order of operations: about 1e-16 a step, over 14 steps.
const near = (actual: number, right: number): void =>
  expect(Math.abs(actual - right)).toBeLessThanOrEqual(1e-12 + 1e-12 * Math.abs(right));

type Path = readonly (readonly number[])[];
const allNear = (actual: Path, right: Path): void => {
  expect(actual.map((row) => row.length)).toEqual(right.map((row) => row.length));
  right.forEach((row, t) => row.forEach((value, i) => near(actual[t]![i]!, value)));
};

describe.each(oracle.adam)("$name", ({ hyper, start, gradients, trajectory, m, v }) => {
  test("moments are the state of torch.optim.Adam", () => {
    let [ms, vs] = [start.map(() => 0), start.map(() => 0)];
    const paths = gradients.map((gradient) => {
      const answers = gradient.map((g, i) => moments(numbers, { ...hyper, g, m: ms[i]!, v: vs[i]! }));
      [ms, vs] = [answers.map(({ m }) => m), answers.map(({ v }) => v)];
      return { ms, vs };
    });
    allNear(
      paths.map(({ ms }) => ms),
      m,
    );
    allNear(
      paths.map(({ vs }) => vs),
      v,
    );
  });

  test("adam walks as torch.optim.Adam", () => {
    allNear(
      walk((at) => adam(numbers, { ...hyper, ...at }), start, gradients),
      trajectory,
    );
  });
});

test.each(oracle.adamw)(
  "adamw walks as torch.optim.AdamW: $name",
  ({ hyper, start, gradients, trajectory }) => {
    allNear(
      walk((at) => adamw(numbers, { ...hyper, ...at }), start, gradients),
      trajectory,
    );
  },
);

test.each(oracle.corrections)("corrected is optax's at t = $t", ({ mHat, vHat, ...at }) => {
  const answer = corrected(numbers, at);
  near(answer.mHat, mHat);
  near(answer.vHat, vHat);
});

interface At {
  readonly p: number;
  readonly g: number;
  readonly m: number;
  readonly v: number;
  readonly t: number;
}

/** The points that a rule leads to, one after each step. */
function walk(
  rule: (at: At) => ReturnType<typeof adam<number>>,
  start: readonly number[],
  gradients: Path,
): Path {
  let states = start.map((p) => ({ p, m: 0, v: 0 }));
  return gradients.map((gradient, step) => {
    states = states.map(({ p, m, v }, i) => {
      const { update, ...next } = rule({ p, g: gradient[i]!, m, v, t: step + 1 });
      return { p: p + update, m: next.m, v: next.v };
    });
    return states.map(({ p }) => p);
  });
}
