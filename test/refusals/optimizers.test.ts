import * as optimizers from "@downhill/optimizers";
import { constant } from "@downhill/schedules";
import { full, key, mul, type Tensor, treeMap, uniform } from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

type Transform = optimizers.Transform<unknown>;
const { adam, momentum, rules } = optimizers;
const w = uniform(key(0), [3, 2], 0.5, 1);
const trees = { w };
const tiny = full([3, 2], 0.1);

/** A transform's parameters, gradients, state (its own unless it slips), step and whether it is the last; then the arguments that make it. */
const taken = (make: unknown, ...args: readonly unknown[]): Sample => [
  (
    params: typeof trees,
    grads: typeof trees,
    state: unknown,
    step: number,
    last: boolean,
    ...given: never[]
  ) => {
    const made = (make as (...args: never[]) => Transform)(...given);
    return made.update(grads, state === "own" ? made.init(params) : state, params, step, last)[0];
  },
  trees,
  { w: tiny },
  "own",
  3,
  false,
  ...args,
];

const rule: optimizers.Rule<"m", "learningRate"> = {
  name: "sample",
  state: ["m"],
  hyper: { learningRate: 0.1 },
  step: ({ add, mul, neg }, { g, m, learningRate }) => {
    const next = add(m, g);
    return { update: neg(mul(learningRate, next)), m: next };
  },
};
const lossAndGradient = (params: typeof trees) => [tiny, params] as const;

const samples: Readonly<Record<string, Sample>> = {
  ...Object.fromEntries(
    Object.entries(rules).map(([name, make]) => [
      name,
      taken(make, { ...(make as typeof adam).rule.hyper, learningRate: constant(0.1) }),
    ]),
  ),
  adafactor: taken(optimizers.adafactor, {
    learningRate: 0.1,
    decayExponent: 0.8,
    maxRms: 1,
    epsilon: 1e-9,
    floor: 1e-3,
  }),
  lamb: taken(optimizers.lamb, {
    learningRate: 0.1,
    beta1: 0.9,
    beta2: 0.9,
    epsilon: 1e-9,
    weightDecay: 0.1,
  }),
  muon: taken(optimizers.muon, { learningRate: 0.1, momentum: 0.9, epsilon: 1e-9, weightDecay: 0.1 }),
  normalise: taken(optimizers.normalise, { perTensor: true }),
  accumulate: taken(optimizers.accumulate, 2, adam(), { weight: () => 2 }),
  averageParameters: taken(optimizers.averageParameters, 0.9),
  chain: taken(optimizers.chain, optimizers.clipByNorm(1), adam()),
  flat: taken(optimizers.flat, adam()),
  lookahead: taken(optimizers.lookahead, 2, 0.5, adam()),
  partition: taken(optimizers.partition, adam(), [/w/, momentum()]),
  clipAdaptively: taken(optimizers.clipAdaptively, 0.1, 0.1),
  clipByGlobalNorm: taken(optimizers.clipByGlobalNorm, 1),
  clipByNorm: taken(optimizers.clipByNorm, 1),
  clipByValue: taken(optimizers.clipByValue, 1),
  freeze: [
    (params: object, optimizer: Transform, ...patterns: string[]) =>
      optimizers.freeze(optimizer, ...patterns).init(params as never),
    { w, b: w },
    adam(),
    "b",
  ],
  apply: [optimizers.apply, trees, { w: tiny }],
  descend: [
    (
      optimizer: Transform,
      grads: typeof trees,
      state: unknown,
      params: typeof trees,
      step: number,
      last: boolean,
    ) => {
      const own = state === "own" ? optimizers.clipByNorm(1).init(params) : state;
      return optimizers.descend(
        optimizer,
        grads,
        own,
        treeMap((p: Tensor) => mul(p, 1), params),
        step,
        last,
      )[0];
    },
    optimizers.clipByNorm(1),
    { w: tiny },
    "own",
    trees,
    3,
    false,
  ],
  globalNorm: [optimizers.globalNorm, trees],
  hyperAt: [optimizers.hyperAt, "owner", "learningRate", constant(0.1), 3],
  convertMomentum: [
    optimizers.convertMomentum,
    { learningRate: 0.1, momentum: 0.9 },
    "momentum",
    "momentumMean",
  ],
  momentaCoincide: [optimizers.momentaCoincide, 0.1, "momentum", "momentumMean"],
  sam: [
    (fn: typeof lossAndGradient, settings: object, params: typeof trees, step: number) =>
      optimizers.sam(fn, settings)(params, step)[1],
    lossAndGradient,
    { radius: 0.1 },
    trees,
    3,
  ],
  programOf: [optimizers.programOf, rule],
  equations: [optimizers.equations, rule],
  transform: taken((given: typeof rule, settings: object) => optimizers.transform(given)(settings), rule, {
    learningRate: 0.1,
  }),
};

const things = ["numbers", "rules", "tensors"];

test("every function of the package is walked", () => {
  expect([...Object.keys(samples), ...things].sort()).toEqual(Object.keys(optimizers).sort());
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});
