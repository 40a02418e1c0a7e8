import {
  add,
  type Backend,
  device,
  identity,
  key,
  leaves,
  normal,
  recording,
  reference,
  scope,
  split,
  type Tensor,
  tensor,
  useBackend,
} from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { table } from "./battery/table.ts";
import {
  accumulate,
  adam,
  chain,
  clipByGlobalNorm,
  descend,
  flat,
  gradientDescent,
  lamb,
  lookahead,
  partition,
} from "./index.ts";
import { apply } from "./apply.ts";
import type { Params, Transform } from "./optimizer.ts";

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

const shapes = [[3, 5], [5], [2, 2]];
const drawn = (seed: number): Params => {
  const [w, b, c] = split(key(seed), 3).map((each, i) => normal(each, shapes[i]!)) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  return { w, b, c };
};
const bits = async (tree: unknown): Promise<number[][]> =>
  Promise.all(leaves<Tensor>(tree as never).map(async (leaf) => [...(await leaf.data())]));

/** Nested optimizers, each of which updates and adds in one pass. */
const nested = (): Transform<unknown>[] => [
  flat(adam()),
  chain(clipByGlobalNorm(1), adam()),
  flat(chain(clipByGlobalNorm(1), adam())),
  lookahead(2, 0.5, flat(adam())),
  accumulate(3, chain(clipByGlobalNorm(1), adam())),
  partition(lookahead(2, 0.5, adam()), [/^b$/, flat(adam())], [/^c$/, accumulate(2, lamb())]),
  lookahead(3, 0.5, accumulate(2, partition(gradientDescent(), [/^w$/, adam()]))),
];

const plain: typeof descend = (optimizer, grads, state, params, step) => {
  const [updates, next] = optimizer.update(grads, state, params, step);
  return [apply(params, updates), next];
};
const readable: typeof descend = (...args) => recording({ record: () => undefined }, () => plain(...args));

/** The parameters and the state after some steps, in the current scope. */
function walked(optimizer: Transform<unknown>, way: typeof descend, steps: number): [Params, unknown] {
  let params = drawn(1);
  let state = optimizer.init(params);
  for (let step = 0; step < steps; step++) {
    [params, state] = way(optimizer, drawn(2 + (step % 5)), state, params, step);
  }
  return [params, state];
}

describe.each(["reference", "wasm"] as const)("on %s", (name) => {
  const backend = (): Backend => (name === "wasm" ? wasm : reference);

  test.each(table.map((row) => [row.name, row] as const))(
    "%s: the same as update and apply, bit for bit",
    async (_, row) => {
      using _on = useBackend(backend());
      using _scope = scope("walk");
      const optimizer = row.make(row.hyper);
      expect(await bits(walked(optimizer, descend, 6))).toEqual(await bits(walked(optimizer, plain, 6)));
    },
  );

  test("holds the same number of tensors after each step, and none of its own", () => {
    using _on = useBackend(backend());
    for (const optimizer of [
      ...table.map((row) => row.make(row.hyper)),
      ...nested(),
    ] as Transform<unknown>[]) {
      using s = scope("walk");
      const gradient = drawn(2);
      let params = drawn(1);
      let state = optimizer.init(params);
      const held = Array.from({ length: 6 }, (_, step) => {
        [params, state] = descend(optimizer, gradient, state, params, step);
        return backend().live();
      });
      expect(new Set(held).size, optimizer.name).toBe(1);
      s.keep([]);
    }
  });

  test("nested optimizers: the same as update and apply", async () => {
    using _on = useBackend(backend());
    using _scope = scope("walk");
    for (const optimizer of nested()) {
      const [[moved], [expected]] = [walked(optimizer, descend, 6), walked(optimizer, plain, 6)];
      expect(await bits(moved), optimizer.name).toEqual(await bits(expected));
    }
  });
});

test.each(table.map((row) => [row.name, row] as const))(
  "%s on wasm: 100 fused steps match the readable form within 1e-6",
  async (_, row) => {
    using _on = useBackend(wasm);
    using _scope = scope("walk");
    const optimizer = row.make({ ...row.hyper, learningRate: 1e-3 });
    const [[fused], [unfused]] = [walked(optimizer, descend, 100), walked(optimizer, readable, 100)];
    const [actual, expected] = [(await bits(fused)).flat(), (await bits(unfused)).flat()];
    // Parameters are of order 1: relative to the larger of each and 1.
    const apart = expected.map((p, i) => Math.abs(actual[i]! - p) / Math.max(1, Math.abs(p)));
    expect(Math.max(...apart)).toBeLessThan(1e-6);
  },
);

test("reuses the memory of its arguments, and a consumed tensor names what consumed it", () => {
  using _on = useBackend(wasm);
  using _scope = scope("step");
  const optimizer = adam();
  const params = drawn(1);
  const state = optimizer.init(params);
  const [next, nextState] = descend(optimizer, drawn(2), state, params, 0);
  const first = leaves<Tensor>(params)[0]!;
  expect(first.disposed).toBe(true);
  expect(() => add(first, 1)).toThrow(
    "this tensor [3,5] was consumed by adam, which reused its memory for its results; use those, or keep it with update and apply",
  );
  expect(() => leaves<Tensor>(state.m)[0]!.handle).toThrow("was consumed by adam");
  expect(leaves<Tensor>([next, nextState] as never).some(({ disposed }) => disposed)).toBe(false);
  for (const outer of [
    partition(adam(), [/^b$/, adam()]),
    lookahead(5, 0.5, adam()),
    accumulate(1, adam()),
  ] as Transform<unknown>[]) {
    const start = drawn(1);
    descend(outer, drawn(2), outer.init(start), start, 0);
    for (const p of leaves<Tensor>(start)) expect(() => p.handle, outer.name).toThrow("was consumed by adam");
  }
  first.dispose(); // as tidy callers do
  expect(() => first.handle).toThrow("was consumed by adam");
});

test.each(["reference", "wasm"] as const)(
  "on %s memory shared with another tensor is left alone",
  async (name) => {
    using _on = useBackend(name === "wasm" ? wasm : reference);
    using _scope = scope("step");
    const optimizer = gradientDescent({ learningRate: 0.5 });
    const [p, g] = [tensor([1, 2]), tensor([2, 2])];
    const shared = identity(p);
    const before = p.backend.live();
    const [moved] = descend(optimizer, g, optimizer.init(p), p, 0);
    expect(await bits([shared, moved])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(p.backend.live()).toBe(before);
    // A parameter that is its own gradient must not change while it is read.
    const both = tensor([4, 6]);
    const [half] = descend(optimizer, both, optimizer.init(both), both, 0);
    expect(await bits(half)).toEqual([[2, 3]]);
    // The same holds for one that is another's gradient, or that appears twice among the parameters, as with x·y, a saddle.
    const [x, y] = [tensor([1]), tensor([2])];
    const [saddle] = descend(optimizer, { x: y, y: x, z: x }, {}, { x, y, z: y }, 0);
    expect(await bits(saddle)).toEqual([[0], [1.5], [1.5]]);
    expect([x.disposed, y.disposed]).toEqual([true, true]);
  },
);
