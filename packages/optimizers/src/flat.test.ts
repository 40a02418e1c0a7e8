import {
  type Backend,
  cast,
  concat,
  device,
  leaves,
  reshape,
  tensor,
  type Tensor,
  treeMap,
  useBackend,
} from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { adam, apply, chain, clipByGlobalNorm, flat, lion } from "./index.ts";
import type { Params, Transform } from "./optimizer.ts";

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

const params = (): Params => ({
  layers: [
    { w: tensor([[1, 2, 3]]), b: tensor([4]) },
    { w: tensor([[5], [6]]), s: tensor(7) },
  ],
});
const gradient = (): Params =>
  treeMap(
    (p: Tensor) => reshape(tensor(Float32Array.from({ length: p.size }, (_, i) => i - 0.7)), p.shape),
    params(),
  );
const bits = async (tree: unknown): Promise<number[][]> =>
  Promise.all(leaves<Tensor>(tree as never).map(async (leaf) => [...(await leaf.data())]));

test.each([
  ["adam", adam()],
  ["lion", lion()],
  ["a clipped chain", chain(clipByGlobalNorm(0.5), adam())],
] as [string, Transform<unknown>][])("%s gives the same result flat and not", async (_, optimizer) => {
  using _on = useBackend(wasm);
  let [a, b]: [Params, Params] = [params(), params()];
  const flattened = flat(optimizer);
  let [stateA, stateB] = [optimizer.init(a), flattened.init(b)];
  for (let step = 0; step < 3; step++) {
    const [u, nextA]: readonly [Params, unknown] = optimizer.update(gradient(), stateA, a, step);
    const [v, nextB]: readonly [Params, unknown] = flattened.update(gradient(), stateB, b, step);
    // The norm of one vector and the norm of its pieces are summed in a different order.
    const [expected, actual] = [(await bits(u)).flat(), (await bits(v)).flat()];
    actual.forEach((each, i) => expect(each).toBeCloseTo(expected[i]!, 6));
    expect(leaves<Tensor>(v).map(({ shape }) => shape)).toEqual(leaves<Tensor>(u).map(({ shape }) => shape));
    [a, b, stateA, stateB] = [apply(a, u), apply(b, v), nextA, nextB];
  }
});

test("its state is one vector per moment and dtype, in the parameters' order", async () => {
  const tree = { w: tensor([[1, 2]]), half: cast(tensor([3]), "float32"), b: tensor([4]) };
  const optimizer = flat(adam());
  const state = optimizer.init(tree);
  expect(Object.keys(state.m)).toEqual(["float64", "float32"]);
  const [, next] = optimizer.update(tree, state, tree, 0);
  const expected = concat(tensor([1, 2]), tensor([4]), { axis: 0 });
  const [m] = await bits((next.m as Record<string, Tensor>)["float64"]);
  expect(m!.map((value) => Math.round(value * 1e9) / 1e8)).toEqual((await bits(expected))[0]);
});

test("gradients of a different form are refused", () => {
  const optimizer = flat(adam());
  const p: Params = { w: tensor([1]) };
  expect(() => optimizer.update<Params>({ v: tensor([1]) }, optimizer.init(p), p, 0)).toThrow(
    'only one tree has "w"',
  );
});
