import {
  type Backend,
  type DType,
  device,
  leaves,
  paths,
  reference,
  tensor,
  type Tensor,
  treeMap,
  zerosLike,
} from "@downhill/tensor";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { apart } from "./battery/measure.ts";
import { type Hypers, oracleOf, read, upload, type Values } from "./battery/oracle.ts";
import { parabola, type Problem, rosenbrock } from "./battery/problems.ts";
import { type Row, table } from "./battery/table.ts";
import { beginAt, type Place, walk } from "./battery/walk.ts";
import type { Params, Transform } from "./optimizer.ts";

// One battery for all optimizers: a rule is tested because it is listed in rules.ts and has an oracle of its name; an optimizer
// that is not elementwise, because of its row in battery/table.ts.

/** The paths of the state for parameters w and b; checkpoints rely on them. */
const kept: Readonly<Record<string, string>> = {
  gradientDescent: "",
  momentum: "v.w v.b",
  momentumClassical: "v.w v.b",
  momentumMean: "v.w v.b",
  nesterov: "v.w v.b",
  adagrad: "s.w s.b",
  rmsprop: "v.w v.b",
  rmspropEpsInside: "v.w v.b",
  rmspropCentered: "v.w v.b m.w m.b",
  adadelta: "s.w s.b d.w d.b",
  adam: "m.w m.b v.w v.b",
  adamax: "m.w m.b u.w u.b",
  amsgrad: "m.w m.b v.w v.b u.w u.b",
  nadam: "m.w m.b v.w v.b",
  nadamScheduled: "m.w m.b v.w v.b q.w q.b",
  radam: "m.w m.b v.w v.b",
  radamEpsBefore: "m.w m.b v.w v.b",
  adamw: "m.w m.b v.w v.b",
  lion: "m.w m.b",
  scheduleFree: "a.w a.b s.w s.b",
  scheduleFreeAdamw: "v.w v.b a.w a.b s.w s.b",
  lamb: "m.w m.b v.w v.b",
  adafactor: "row.w row.b column.w column.b",
  muon: "0.v.w 1.m.b 1.v.b",
  sam: "v.w v.b",
  lookahead: "slow.w slow.b inner.m.w inner.m.b inner.v.w inner.v.b",
  accumulate: "sum.w sum.b weight inner.m.w inner.m.b inner.v.w inner.v.b",
  averageParameters: "1.w 1.b",
  partition: "0.m.b 0.v.b 1.m.w 1.v.w",
  normalise: "",
  clipByValue: "",
  clipByNorm: "",
  clipByGlobalNorm: "",
  clipAdaptively: "",
};

type Pace = Readonly<Record<string, Parameters<Row["make"]>[0]>>;
/** Settings for the parabola, for optimizers that do not reach the minimum in 300 steps with a rate of 0.2. */
const onTheParabola: Pace = {
  adagrad: { learningRate: 2 },
  adadelta: { learningRate: 1, epsilon: 1e-3 },
  adafactor: { learningRate: 0.05 },
  lamb: { learningRate: 0.05 },
  muon: { learningRate: 0.05 },
  accumulate: { learningRate: 1 },
  clipAdaptively: { learningRate: 1 },
  scheduleFreeAdamw: { learningRate: 1 },
};
/** The same for Rosenbrock's valley and a rate of 0.1: its steep walls throw out any optimizer that steps in proportion to the slope. */
const inTheValley: Pace = {
  gradientDescent: { learningRate: 0.002 },
  averageParameters: { learningRate: 0.002 },
  clipByValue: { learningRate: 0.002, limit: 100 },
  clipAdaptively: { learningRate: 1 },
  momentum: { learningRate: 0.001 },
  momentumClassical: { learningRate: 0.001 },
  momentumMean: { learningRate: 0.01 },
  nesterov: { learningRate: 0.001 },
  sam: { learningRate: 0.001 },
  adagrad: { learningRate: 2 },
  adadelta: { learningRate: 2 },
  adamax: { learningRate: 1 },
  radam: { learningRate: (step) => (step < 6 ? 0.001 : 0.1) },
  radamEpsBefore: { learningRate: (step) => (step < 6 ? 0.001 : 0.1) },
  scheduleFree: { learningRate: 0.002 },
  adafactor: { learningRate: 0.05 },
  lamb: { learningRate: 0.05 },
  muon: { learningRate: 0.05 },
  accumulate: { learningRate: 0.5 },
};

const undecayed = ({ hyper }: Row): Hypers => ("weightDecay" in hyper ? { ...hyper, weightDecay: 0 } : hyper);
const { params: begun, grads } = oracleOf("adam").runs[1]!;
const given = (_: Params, step: number): Params => upload(grads[step]!);

const descend = (row: Row, { start, gradientAt, steps }: Problem, pace: Parameters<Row["make"]>[0]) => {
  const hyper = { ...undecayed(row), ...pace };
  return walk({
    optimizer: row.make(hyper),
    gradientAt: row.wrap?.(hyper, gradientAt) ?? gradientAt,
    backend: reference,
    start: beginAt(start),
    to: steps,
  });
};

/** The update and the state after it, as numbers by path. */
async function stepped(optimizer: Transform<unknown>, params: Params, gradient: Params) {
  const [updates, state] = optimizer.update(gradient, optimizer.init(params), params, 0);
  const entries = paths<Tensor>({ updates, state: state as Params });
  return Object.fromEntries(
    await Promise.all(entries.map(async ([path, leaf]) => [path, [...(await leaf.data())]] as const)),
  );
}

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

test("the table has each optimizer once, and every optimizer with paths listed here is in it", () => {
  const names = table.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(kept).filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(table.map((row) => [row.name, row] as const))("%s", (name, row) => {
  test.each(oracleOf(name).runs.map((run) => [run.name, run] as const))(
    "follows the oracle: %s",
    async (_, run) => {
      // Both are float64 and differ only in the order of a few rounding steps.
      expect(await apart(row, run, reference), "reference").toBeLessThan(1e-12);
      // float32 keeps 6e-8 of each parameter, and a hundred steps add up.
      expect(await apart(row, run, wasm), "wasm").toBeLessThan(1e-5);
    },
  );

  test("has equations", () => {
    expect(row.tex.length).toBeGreaterThan(0);
    for (const equation of row.tex) expect(equation).not.toBe("");
  });

  test("does nothing on zero gradients from the start, apart from decay", async () => {
    const params = upload(begun);
    const optimizer = row.make(undecayed(row));
    const zero = treeMap(zerosLike, params);
    const gradientAt = row.wrap?.(row.hyper, () => zero) ?? (() => zero);
    const [updates] = optimizer.update(gradientAt(params, 0), optimizer.init(params), params, 0);
    expect((await read(updates)).every((u) => u === 0)).toBe(true);
  });

  test("treats parameters the same way wherever they are in the tree, and returns a tree of the same form", async () => {
    const numbers = fc.double({ min: -3, max: 3, noNaN: true });
    const list = (length: number) => fc.array(numbers, { minLength: length, maxLength: length });
    const layer = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([n, m]) =>
      fc.record({
        w: fc.array(list(m), { minLength: n, maxLength: n }),
        b: list(m),
        wSlope: fc.array(list(m), { minLength: n, maxLength: n }),
        bSlope: list(m),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 3 }), async (layers) => {
        const straight = (of: (layer: (typeof layers)[number]) => { w: number[][]; b: number[] }): Params =>
          Object.fromEntries(
            layers.map((each, i) => [`layer${i}`, { w: tensor(of(each).w), b: tensor(of(each).b) }]),
          );
        const turned = (tree: Params): Params =>
          Object.fromEntries(
            Object.entries(tree as Record<string, { w: Tensor; b: Tensor }>)
              .toReversed()
              .map(([key, { w, b }]) => [key, { b, w }]),
          );
        const [params, slopes] = [
          straight(({ w, b }) => ({ w, b })),
          straight(({ wSlope, bSlope }) => ({ w: wSlope, b: bSlope })),
        ];
        const before = await stepped(row.make(row.hyper), params, slopes);
        const after = await stepped(row.make(row.hyper), turned(params), turned(slopes));
        expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
        for (const [path, values] of Object.entries(before)) {
          // The parts of a global norm are added in a different order.
          values.forEach((value, i) => expect(Math.abs(after[path]![i]! - value)).toBeLessThan(1e-12));
        }
        const [updates] = row.make(row.hyper).update(slopes, row.make(row.hyper).init(params), params, 0);
        expect(paths<Tensor>(updates).map(([path, { shape }]) => [path, shape])).toEqual(
          paths<Tensor>(params).map(([path, { shape }]) => [path, shape]),
        );
      }),
      { numRuns: 10 },
    );
  });

  test.each(["float32", "float64"] as const)("keeps %s", (dtype: DType) => {
    const of = (values: Values): Params => ({
      w: tensor(values.w, { dtype }),
      b: tensor(values.b, { dtype }),
    });
    const optimizer = row.make(row.hyper);
    const [updates, state] = optimizer.update(of(grads[0]!), optimizer.init(of(begun)), of(begun), 0);
    const dtypes = leaves<Tensor>([updates, state as Params]).map((leaf) => leaf.dtype);
    expect(new Set(dtypes)).toEqual(new Set([dtype]));
  });

  test("resumes bit for bit from its state's numbers, on the reference and on wasm", async () => {
    const optimizer = row.make(row.hyper);
    for (const backend of [reference, wasm]) {
      const on = { optimizer, gradientAt: row.wrap?.(row.hyper, given) ?? given, backend };
      const start = beginAt(() => upload(begun));
      const whole = await walk({ ...on, start, to: 26 });
      const half = await walk({ ...on, start, to: 13 });
      const saved = new Map<Tensor, Tensor>();
      for (const leaf of leaves<Tensor>(half.end)) {
        saved.set(leaf, tensor(await leaf.data(), { shape: leaf.shape, backend }));
      }
      const restored = treeMap((leaf: Tensor) => saved.get(leaf)!, half.end as unknown as Params);
      const rest = await walk({ ...on, start: () => restored as unknown as Place, from: 13, to: 26 });
      expect([...half.path, ...rest.path]).toEqual(whole.path);
      expect(await read(rest.end[1])).toEqual(await read(whole.end[1]));
    }
  });

  test("keeps its state under stable paths", () => {
    const moments = (row.make as Partial<{ rule: { state: string[] } }>).rule?.state ?? [];
    const expected = kept[name] ?? moments.flatMap((moment) => [`${moment}.w`, `${moment}.b`]).join(" ");
    const state = row.make(row.hyper).init(upload(begun));
    expect(paths(state as Params).map(([path]) => path)).toEqual(expected.split(" ").filter(Boolean));
  });

  test.each(Object.keys(row.hyper))("reads a schedule of %s at every step", async (hyper) => {
    const seen = new Set<number>();
    const [before, after] = [row.hyper, { ...row.hyper, [hyper]: row.hyper[hyper]! / 2 }];
    const scheduled = {
      ...row.hyper,
      [hyper]: (step: number) => {
        seen.add(step);
        return step < 5 ? before[hyper]! : after[hyper]!;
      },
    };
    const taking = (hypers: Parameters<Row["make"]>[0]) => ({
      optimizer: row.make(hypers),
      gradientAt: row.wrap?.(hypers, given) ?? given,
      backend: reference,
    });
    const start = beginAt(() => upload(begun));
    const whole = await walk({ ...taking(scheduled), start, to: 10 });
    const first = await walk({ ...taking(before), start, to: 5 });
    const then = await walk({ ...taking(after), start: () => first.end, from: 5, to: 10 });
    expect(whole.path).toEqual([...first.path, ...then.path]);
    expect(seen).toContain(9);
  });

  test("descends the parabola (x − 3)², and holds the same number of tensors at every step", async () => {
    const { path, held } = await descend(row, parabola, { learningRate: 0.2, ...onTheParabola[name] });
    expect(new Set(held).size).toBe(1);
    expect(parabola.value(path.at(-1)!)).toBeLessThan(0.1);
  });

  test("descends Rosenbrock's hill and follows the valley", async () => {
    const { path } = await descend(row, rosenbrock, { learningRate: 0.1, ...inTheValley[name] });
    // Both start at 24.2; straight below, on the near side, the valley floor is at 4.
    expect(rosenbrock.value(path.at(-1)!)).toBeLessThan(2 * 4);
  });
});
