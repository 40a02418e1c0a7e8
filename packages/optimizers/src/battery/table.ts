import type { Hyper } from "@downhill/schedules";
import { add, mul, ones, pow, type Tensor, treeMap } from "@downhill/tensor";
import { accumulate } from "../accumulate.ts";
import { adafactor } from "../adafactor.ts";
import { averageParameters } from "../average-parameters.ts";
import { chain } from "../chain.ts";
import { clipAdaptively } from "../clip-adaptively.ts";
import { clipByGlobalNorm } from "../clip-by-global-norm.ts";
import { clipByNorm } from "../clip-by-norm.ts";
import { clipByValue } from "../clip-by-value.ts";
import { lamb } from "../lamb.ts";
import { lookahead } from "../lookahead.ts";
import { muon } from "../muon.ts";
import { normalise } from "../normalise.ts";
import type { Params, Transform } from "../optimizer.ts";
import { partition } from "../partition.ts";
import * as rules from "../rules.ts";
import { sam } from "../sam.ts";
import { equations } from "../tex.ts";
import type { Optimizer } from "../transform.ts";
import { type Hypers, oracleOf, type Source } from "./oracle.ts";
import { formulaOf } from "./tex.ts";
import type { GradientAt, Place } from "./walk.ts";

/** Hyper-parameters by name, schedules among them; counts, such as `every`, are numbers. */
type Given = Readonly<Record<string, Hyper>>;

/** One optimizer, with all that the battery and the table in the documentation need to know about it. */
export interface Row {
  readonly name: string;
  /** Its equations. */
  readonly tex: readonly string[];
  /** The source of its oracle in `test/oracles/`. */
  readonly source: Source;
  /** The hyper-parameters that take a schedule, with values suited to the battery. */
  readonly hyper: Hypers;
  readonly make: (hyper: Given) => Transform<unknown>;
  /** The oracle's gradient, if it is not simply the run's. */
  readonly slope?: (hyper: Hypers, g: Params, params: Params) => Params;
  /** How it changes the gradient function, if it is not a transform. */
  readonly wrap?: (hyper: Given, gradientAt: GradientAt) => GradientAt;
  /** What the oracle's trajectory follows, if not the parameters. */
  readonly watch?: (place: Place) => Params;
}

const { adam, adamw, gradientDescent, momentum } = rules;
const descentAfter = (link: Transform<unknown>, { learningRate = 0.05 }: Given): Transform<unknown> =>
  chain(link, gradientDescent({ learningRate }));
const only = (given: Given, ...names: string[]): Given =>
  Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));

const others: Readonly<Record<string, Omit<Row, "name" | "tex" | "source">>> = {
  lamb: { hyper: { ...adamw.rule.hyper, epsilon: 1e-6 }, make: (h) => lamb(h) },
  adafactor: {
    hyper: { learningRate: 0.01, decayExponent: 0.8, maxRms: 1, floor: 1e-3, epsilon: 1e-30 },
    make: (h) => adafactor(h),
  },
  muon: {
    hyper: { learningRate: 0.02, momentum: 0.95, weightDecay: 0.1, epsilon: 1e-8 },
    make: (h) => partition(adam(only(h, "learningRate")), [/(^|\.)w$/, muon(h)]),
  },
  sam: {
    hyper: { radius: 0.05 },
    make: (h) => momentum(only(h, "learningRate", "momentum")),
    slope: ({ curvature }, g, params) =>
      treeMap((g: Tensor, p: Tensor) => add(g, mul(curvature!, pow(p, 3))), g, params),
    wrap: (h, gradientAt) => (params, step) =>
      sam((at: Params) => [ones([]), gradientAt(at, step)], only(h, "radius"))(params, step)[1],
  },
  lookahead: {
    hyper: { slowRate: 0.5 },
    make: ({ every = 5, slowRate, ...h }) => lookahead(every as number, slowRate!, adam(h)),
  },
  accumulate: { hyper: {}, make: ({ every = 4, ...h }) => accumulate(every as number, adam(h)) },
  averageParameters: {
    hyper: { decay: 0.9 },
    make: (h) =>
      chain(gradientDescent({ learningRate: h.learningRate ?? 0.05 }), averageParameters(h.decay!)),
    watch: ([, state]) => (state as readonly Params[])[1]!,
  },
  partition: {
    hyper: adamw.rule.hyper,
    make: (h) => partition(adamw(h), [/(^|\.)b$/, adamw({ ...h, weightDecay: 0 })]),
  },
  normalise: { hyper: {}, make: (h) => descentAfter(normalise(), h) },
  clipByValue: { hyper: { limit: 1 }, make: (h) => descentAfter(clipByValue(h.limit!), h) },
  clipByNorm: { hyper: { maxNorm: 1 }, make: (h) => descentAfter(clipByNorm(h.maxNorm!), h) },
  clipByGlobalNorm: { hyper: { maxNorm: 1 }, make: (h) => descentAfter(clipByGlobalNorm(h.maxNorm!), h) },
  clipAdaptively: {
    hyper: { ratio: 0.1, floor: 1e-3 },
    make: (h) => descentAfter(clipAdaptively(h.ratio, h.floor), h),
  },
};

/**
 * All optimizers: those that are rules, from the rules' own table, then those that are not elementwise. Every optimizer
 * listed here is tested and appears in the documentation.
 */
export const table: readonly Row[] = [
  ...(Object.entries(rules) as [string, Optimizer<string, string>][]).map(([name, optimizer]) => ({
    name,
    tex: equations(optimizer.rule),
    source: oracleOf(name).source,
    hyper: optimizer.rule.hyper,
    make: optimizer,
  })),
  ...Object.entries(others).map(([name, row]) => ({
    name,
    tex: [formulaOf(name)],
    source: oracleOf(name).source,
    ...row,
  })),
];
