import { leaves, tensor, type Tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { table } from "./battery/table.ts";
import * as optimizers from "./index.ts";
import type { Params, Transform } from "./optimizer.ts";

// Bad input to every public function: each throws one of our errors, which states what is wrong, where, and the remedy
// in both languages, before anything is computed or consumed.

const { adam, apply, descend } = optimizers;

function refused(what: string, fn: () => unknown): void {
  let error: unknown;
  try {
    fn();
  } catch (thrown) {
    error = thrown;
  }
  expect(error, what).toBeInstanceOf(Error);
  const { name, message, zh, stack } = error as Error & { zh?: string };
  expect(zh, `${what}: ${name}: ${message}\n${stack}`).toMatch(/[\u4E00-\u9FFF]/);
  // A remedy follows a semicolon, or a comma in Chinese, on a single line.
  expect(message, what).toMatch(/^[^\n]+(; |, )[^\n]+[^.]$/);
  expect(zh, what).toMatch(/^[^\n]+[，；][^\n]+[^。]$/);
}

const params = (): Params => ({ w: tensor([[1, 2]]), b: tensor([3]) });
const w = tensor([[1, 2]]);
const b = tensor([3]);

/** Invalid gradients and parameters for every transform. */
const badTrees: Readonly<Record<string, unknown>> = {
  "another form": { w },
  "another name": { w, c: b },
  "a list": [w, b],
  "a leaf": w,
  deeper: { w: { w }, b },
  "another shape": { w: tensor([1, 2]), b },
  "a shape that broadcasts": {
    w,
    b: tensor([
      [3, 3],
      [3, 3],
    ]),
  },
  "another dtype": { w, b: tensor([3], { dtype: "float32" }) },
  numbers: { w: 1, b: 2 },
  "nothing within": { w, b: undefined },
  null: null,
  nothing: undefined,
};
const badValues: readonly unknown[] = [-1, NaN, Infinity, "0.1", null, {}];
const badSteps: readonly unknown[] = [-1, 0.5, NaN, undefined, "1"];

type Any = (...args: never[]) => unknown;
const call = (fn: unknown, ...args: unknown[]): unknown => (fn as Any)(...(args as never[]));

const transforms: readonly (readonly [string, Transform<unknown>])[] = [
  ...table.map(({ name, make, hyper }) => [name, make(hyper)] as const),
  ["flat", optimizers.flat(adam())],
  ["chain", optimizers.chain(adam())],
  ["accumulate", optimizers.accumulate(1, adam())],
];

describe.each(transforms)("%s", (_, optimizer) => {
  const state = optimizer.init(params());
  const ways: Readonly<Record<string, Any>> = {
    update: (...args: Parameters<Transform<unknown>["update"]>) => optimizer.update(...args),
    descend: (...args: Parameters<Transform<unknown>["update"]>) => descend(optimizer, ...args),
  };

  test.each(Object.keys(ways))(
    "%s refuses what does not match, and leaves its arguments unchanged",
    (way) => {
      const given = params();
      for (const [what, tree] of Object.entries(badTrees)) {
        refused(`${way}: gradients: ${what}`, () => call(ways[way], tree, state, given, 0));
        if (what !== "another dtype" && !what.includes("shape"))
          refused(`${way}: parameters: ${what}`, () => call(ways[way], given, state, tree, 0));
      }
      for (const step of badSteps)
        refused(`${way}: step ${String(step)}`, () => call(ways[way], given, state, given, step));
      refused(`${way}: no state`, () => call(ways[way], given, undefined, given, 0));
      expect(leaves<Tensor>([given, state] as never).some(({ disposed }) => disposed)).toBe(false);
    },
  );

  test("init refuses anything that is not a tensor", () => {
    for (const tree of [{ w: 1 }, null, undefined, { w: undefined }, "w"])
      refused("init", () => optimizer.init(tree as never));
  });
});

const scheduled = table.filter(({ hyper }) => Object.keys(hyper).length > 0);
describe.each(scheduled.map((row) => [row.name, row] as const))("%s", (name, { make, hyper, wrap }) => {
  test.each(Object.keys(hyper))("refuses %s out of range, also from a schedule", (each) => {
    const of = (value: unknown): unknown => {
      const given = { ...hyper, [each]: value } as Parameters<typeof make>[0];
      const optimizer = make(given);
      const p = params();
      const gradient = wrap?.(given, () => p)(p, 4) ?? p;
      return optimizer.update(gradient, optimizer.init(p), p, 4);
    };
    for (const value of badValues) {
      // null takes the default.
      if (value !== null) refused(`${name}: ${each} ${JSON.stringify(value)}`, () => of(value));
      refused(`${name}: ${each} () => ${JSON.stringify(value)}`, () => of(() => value));
    }
  });
});

test("a beta of 1, an unknown name, invalid settings", () => {
  for (const [name, make] of Object.entries({
    ...optimizers.rules,
    lamb: optimizers.lamb,
    muon: optimizers.muon,
    adafactor: optimizers.adafactor,
  })) {
    const hyper = Object.keys(table.find((row) => row.name === name)!.hyper);
    for (const each of hyper.filter((each) => /^(beta[12]?|momentum|rho)$/.test(each)))
      refused(`${name} ${each} 1`, () => call(make, { [each]: 1 }));
    for (const settings of [{ lr: 0.1 }, 0.1, null, "0.1", [0.1]])
      refused(`${name}(${JSON.stringify(settings)})`, () => call(make, settings));
  }
});

const saddle = { w, b };
const { accumulate, averageParameters, chain, convertMomentum, flat, lookahead, partition, sam } = optimizers;
const calls: Readonly<Record<string, () => unknown>> = {
  "apply: another form": () => call(apply, saddle, { w }),
  "apply: another shape": () => apply<Params>(saddle, { w, b: w }),
  "apply: a shape that broadcasts": () => apply(w, b),
  "apply: nothing": () => call(apply, w),
  "chain: not called": () => call(chain, optimizers.clipByGlobalNorm(1), adam),
  "flat: nothing": () => call(flat),
  "lookahead: 0": () => lookahead(0, 0.5, adam()),
  "lookahead: no optimizer": () => call(lookahead, 5, 0.5),
  "accumulate: 1.5": () => accumulate(1.5, adam()),
  "accumulate: not called": () => call(accumulate, 4, adam),
  "averageParameters: 1": () => averageParameters(1),
  "averageParameters: nothing": () => call(averageParameters),
  "partition: only a pattern": () => call(partition, adam(), /w/),
  "partition: a pattern that fits nothing": () => partition(adam(), [/bias/, adam()]).init(saddle),
  "descend: not called": () => call(descend, adam, saddle, {}, saddle, 0),
  "convertMomentum: a word": () =>
    call(convertMomentum, { learningRate: 1, momentum: 0.9 }, "nesterov", "momentum"),
  "convertMomentum: a schedule of momentum": () =>
    call(convertMomentum, { learningRate: 1, momentum: () => 0.9 }, "momentum", "momentumMean"),
  "convertMomentum: NaN": () =>
    convertMomentum({ learningRate: NaN, momentum: 0.9 }, "momentum", "momentumMean"),
  "convertMomentum: a schedule": () =>
    convertMomentum({ learningRate: (step) => step, momentum: 0.9 }, "momentum", "momentumClassical"),
  "convertMomentum: nothing": () => call(convertMomentum),
  "hyperAt: NaN": () => optimizers.hyperAt("mine", "learningRate", NaN, 0),
  "muon: a vector": () => optimizers.muon().init({ w, b }),
  "sam: no function": () => call(call(sam, 3), w, 0),
  "sam: no pair": () =>
    call(
      call(sam, () => w),
      w,
      0,
    ),
  "sam: another form": () =>
    call(
      call(sam, () => [b, w]),
      { w },
      0,
    ),
  "sam: a radius of 0": () => sam(() => [b, w], { radius: 0 }),
  "transform: a rule that forgets a moment": () => {
    const optimizer = optimizers.transform({
      name: "mine",
      state: ["m"],
      hyper: {},
      step: (_, { g }) => ({ update: g }) as never,
    })();
    return optimizer.update(b, optimizer.init(b), b, 0);
  },
  "globalNorm: numbers": () => call(optimizers.globalNorm, { w: "1" }),
  "programOf: + in a rule": () =>
    optimizers.programOf({
      name: "plus",
      state: [],
      hyper: {},
      step: (_, { g, p }) => ({ update: ((g as number) + (p as number)) as never }),
    }),
};
test.each(Object.entries(calls))("%s", (what, fn) => refused(what, fn));

test("a gradient that is not finite is passed on in its own coordinate only", async () => {
  for (const [name, make] of Object.entries(optimizers.rules)) {
    const optimizer = make() as Transform<unknown>;
    const [p, g] = [tensor([1, 1]), tensor([NaN, 1])];
    const values = await optimizer.update(g, optimizer.init(p), p, 0)[0].data();
    expect([...values].map(Number.isFinite), name).toEqual([false, true]);
  }
});

test("states what is wrong, where, and the remedy, in both languages", () => {
  const said = (fn: () => unknown): readonly unknown[] => {
    try {
      return [fn()];
    } catch (error) {
      const { message, zh } = error as Error & { zh: string };
      return [message, zh];
    }
  };
  const optimizer = adam();
  const state = optimizer.init(saddle);
  expect(said(() => adam({ beta1: 1 }))).toEqual([
    "adam: beta1 is 1; it must be at least 0 and less than 1, such as 0.9",
    "adam：beta1 为 1，它必须不小于 0 且小于 1，例如 0.9",
  ]);
  expect(said(() => optimizer.update<Params>({ w, b: w }, state, saddle, 0))).toEqual([
    "adam: the gradient at b is float64 [1,2]; it must be float64 [1]",
    "adam：b 处的梯度是 float64 [1,2]，它必须是 float64 [1]",
  ]);
  expect(said(() => optimizer.update(saddle, { ...state, v: { w, b: 3 as never } }, saddle, 0))).toEqual([
    "adam: the state v at b is number; it must be float64 [1]",
    "adam：b 处的状态 v 是 number，它必须是 float64 [1]",
  ]);
  expect(said(() => optimizer.init(3 as never))).toEqual([
    "adam: the parameter is number; it must be a tensor",
    "adam：参数是 number，它必须是张量",
  ]);
});
