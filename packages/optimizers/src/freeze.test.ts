import { device, leaves, paths, reference, tensor, type Tensor, zerosLike } from "@downhill/tensor";
import { expect, test } from "vitest";
import { apart } from "./battery/measure.ts";
import { oracleOf } from "./battery/oracle.ts";
import type { Row } from "./battery/table.ts";
import { chain } from "./chain.ts";
import { clipByGlobalNorm } from "./clip-by-global-norm.ts";
import { descend } from "./descend.ts";
import { freeze } from "./freeze.ts";
import type { Params } from "./optimizer.ts";
import { adam, adamw, gradientDescent } from "./rules.ts";

const read = async (tree: unknown): Promise<number[][]> =>
  Promise.all(leaves<Tensor>(tree as Params).map(async (leaf) => [...(await leaf.data())]));
const model = () => ({
  encoder: [
    { w: tensor([1, 2]), b: tensor([3]) },
    { w: tensor([4]), b: tensor([5]) },
  ],
  head: { w: tensor([6]), b: tensor([7]) },
});
const known = paths<Tensor>(model()).map(([path]) => path);

const oracle = oracleOf("freeze");
const row: Row = {
  name: "freeze",
  tex: [],
  source: oracle.source,
  hyper: adamw.rule.hyper,
  make: (h) => freeze(adamw(h), "b"),
};

test.each(oracle.runs.map((run) => [run.name, run] as const))(
  "moves the rest as PyTorch does when b has requires_grad=False: %s",
  async (_, run) => {
    expect(await apart(row, run, reference), "reference").toBeLessThan(1e-12);
    expect(await apart(row, run, await device("wasm")), "wasm").toBeLessThan(1e-5);
    expect(run.end.b).toEqual(run.params.b);
  },
);

test.each<[patterns: readonly string[], frozen: readonly string[]]>([
  [["encoder"], ["encoder.0.w", "encoder.0.b", "encoder.1.w", "encoder.1.b"]],
  [["encoder.*"], ["encoder.0.w", "encoder.0.b", "encoder.1.w", "encoder.1.b"]],
  [["encoder.1"], ["encoder.1.w", "encoder.1.b"]],
  [["encoder.*.w"], ["encoder.0.w", "encoder.1.w"]],
  [["*.b"], ["head.b"]],
  [["**.b"], ["encoder.0.b", "encoder.1.b", "head.b"]],
  [
    ["**.w", "encoder.0"],
    ["encoder.0.w", "encoder.0.b", "encoder.1.w", "head.w"],
  ],
  [["h*"], ["head.w", "head.b"]],
])("%j freezes %j", async (patterns, frozen) => {
  const optimizer = freeze(gradientDescent({ learningRate: 1 }), ...patterns);
  const [updates] = optimizer.update(model(), optimizer.init(model()), model(), 0);
  const still = (await read(updates)).flatMap((values, i) => (values[0] === 0 ? [known[i]] : []));
  expect(still).toEqual(frozen);
});

test("frozen parameters keep no state, and are the same tensors after a step", () => {
  const optimizer = freeze(adam(), "encoder");
  const params = model();
  const state = optimizer.init(params);
  expect(paths<Tensor>(state as never).map(([path]) => path)).toEqual([
    "1.m.head.w",
    "1.m.head.b",
    "1.v.head.w",
    "1.v.head.b",
  ]);
  const [next] = descend(optimizer, model(), state, params, 0);
  expect(next.encoder[0]!.w).toBe(params.encoder[0]!.w);
  expect(next.encoder[0]!.w.disposed).toBe(false);
  expect(params.head.w.disposed).toBe(true);
});

test("frozen parameters do not decay, and clipping inside does not see them", async () => {
  const zero = {
    ...model(),
    encoder: model().encoder.map(({ w, b }) => ({ w: zerosLike(w), b: zerosLike(b) })),
  };
  const clipped = chain(clipByGlobalNorm(1), adamw({ weightDecay: 0.5, learningRate: 0.1 }));
  const optimizer = freeze(clipped, "encoder");
  const [large] = optimizer.update(model(), optimizer.init(model()), model(), 0);
  const [small] = optimizer.update(zero, optimizer.init(model()), model(), 0);
  expect(await read(large)).toEqual(await read(small));
  expect((await read(large)).slice(0, 4)).toEqual([[0, 0], [0], [0], [0]]);
});

test("the consuming step gives the same as update", async () => {
  const optimizer = freeze(adamw({ weightDecay: 0.1 }), "**.b");
  const [updates] = optimizer.update(model(), optimizer.init(model()), model(), 0);
  const [next] = descend(optimizer, model(), optimizer.init(model()), model(), 0);
  const [before, moved] = [await read(model()), await read(updates)];
  expect(await read(next)).toEqual(before.map((values, i) => values.map((x, j) => x + moved[i]![j]!)));
});

test("patterns that match nothing, that leave nothing to train, or that are invalid are refused with the remedy", () => {
  expect(() => freeze(adam(), "encoder", "decoder.*").init(model())).toThrow(
    'freeze: no parameter matches "decoder.*"; the parameters are encoder.0.w, encoder.0.b, encoder.1.w, encoder.1.b, head.w, head.b',
  );
  expect(() => freeze(adam(), "enc").init(model())).toThrow('freeze: no parameter matches "enc"');
  expect(() => freeze(adam(), "encoder", "head").init(model())).toThrow("freeze: every parameter is frozen");
  expect(() => freeze(adam())).toThrow('freeze: there is no pattern; name what is frozen, such as "encoder"');
  expect(() => freeze(adam(), "")).toThrow('freeze: "" is not a path; give one such as "encoder.0" or "*.b"');
  expect(() => freeze(adam(), /x/ as never)).toThrow("freeze: object is not a path");
  expect(() => freeze(adam as never, "encoder")).toThrow("call an optimizer to make one, such as adam()");
});
