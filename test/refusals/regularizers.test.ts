import { constant } from "@downhill/schedules";
import * as regularizers from "@downhill/regularizers";
import { key, type Tensor, tensor, uniform } from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const w = uniform(key(0), [3, 2]);
const params = { w };
const all = (): boolean => true;

const penalty = (make: unknown, ...args: readonly unknown[]): Sample => [
  (params: typeof w, ...given: never[]) =>
    (make as (...args: never[]) => regularizers.Penalty)(...given)(params),
  w,
  ...args,
];

/** A link of a chain: its parameters, updates and step, then its arguments. */
const link = (make: unknown, ...args: readonly unknown[]): Sample => [
  (updates: typeof w, params: typeof w, step: number, ...given: never[]) => {
    const made = (make as (...args: never[]) => ReturnType<typeof regularizers.nonNegative>)(...given);
    return made.update(updates, made.init(params), params, step)[0];
  },
  w,
  w,
  3,
  ...args,
];

const samples: Readonly<Record<string, Sample>> = {
  l1: penalty(regularizers.l1, 0.1, { filter: all }),
  l2: penalty(regularizers.l2, 0.1, { filter: all }),
  elasticNet: penalty(regularizers.elasticNet, 0.1, 0.2, { filter: all }),
  groupLasso: penalty(regularizers.groupLasso, 0.1, { filter: all, groups: "rows" }),
  decay: link(regularizers.decay, { weightDecay: 0.1, learningRate: constant(0.1), filter: all }),
  gradientNoise: link(regularizers.gradientNoise, 0.1, 0.55, key(0), { filter: all }),
  maxNorm: link(regularizers.maxNorm, 1, { filter: all, groups: "rows" }),
  nonNegative: link(regularizers.nonNegative, { filter: all }),
  proximalL1: link(regularizers.proximalL1, { lambda: 0.1, learningRate: 0.1, filter: all }),
  keepBest: [(...args: [Tensor]) => regularizers.keepBest(...args), w],
  smoothLabels: [regularizers.smoothLabels, w, 0.1],
  dropout: [(x: Tensor, rate: number) => regularizers.dropout(rate).apply([], x, key(0)), w, 0.1],
  earlyStopping: [
    (options: object, loss: number) => {
      const { init, update } = regularizers.earlyStopping(options);
      return update(init(), loss);
    },
    { patience: 2, minDelta: 0.1, mode: "min" },
    1,
  ],
};

test("every function of the package is walked", () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(regularizers).sort());
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});

test("a copy of the best is refused in both languages where the former is not a tree of tensors", () => {
  expect(() => regularizers.keepBest(params, tensor([1]).shape as never)).toThrow(/keepBest/);
});
