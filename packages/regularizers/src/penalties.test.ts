import { checkGrads, grad } from "@downhill/autograd";
import type { Params } from "@downhill/optimizers";
import {
  add,
  type Backend,
  device,
  key,
  leaves,
  normal,
  reference,
  sub,
  type Tensor,
  tensor,
  useBackend,
} from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { elasticNet, groupLasso, l1, l2, type Penalty } from "./index.ts";

let wasm: Backend;
beforeAll(async () => {
  wasm = await device("wasm");
});

const model = () => ({ w: normal(key(1), [3, 4]), b: normal(key(2), [4]) });
const flat = async (params: Params): Promise<number[]> =>
  (await Promise.all(leaves<Tensor>(params).map((p) => p.data()))).flatMap((data) => [...data]);

const penalties: Readonly<Record<string, Penalty>> = {
  l1: l1(0.3),
  elasticNet: elasticNet(0.3, 0.7),
  "groupLasso of columns": groupLasso(0.3),
  "groupLasso of rows": groupLasso(0.3, { groups: "rows" }),
};

test.each(Object.entries(penalties))("%s: the gradient matches the value", async (_, penalty) => {
  await checkGrads(penalty, model(), { order: 2 });
});

test.each(Object.entries(penalties))("%s: the same on wasm, up to float32", async (_, penalty) => {
  const here = model();
  const [value, gradient] = [await penalty(here).item(), await flat(grad(penalty)(here))];
  using _backend = useBackend(wasm);
  const there = model();
  expect(Math.abs((await penalty(there).item()) / value - 1)).toBeLessThan(1e-6);
  const rounded = await flat(grad(penalty)(there));
  expect(rounded).toHaveLength(16);
  for (const [i, each] of rounded.entries()) expect(Math.abs(each - gradient[i]!)).toBeLessThan(1e-6);
});

test("l1 sums absolute values, and its gradient is λ sign θ, 0 at 0", async () => {
  const w = tensor([3, -0.5, 0]);
  expect(await l1(2)(w).item()).toBe(7);
  expect(await grad((p: Tensor) => l1(2)(p))(w).data()).toEqual(Float64Array.of(2, -2, 0));
});

test("elasticNet is l1 and l2 added", async () => {
  const both: Penalty = (params) => add(l1(0.3)(params), l2(0.7)(params));
  const params = model();
  expect(await sub(elasticNet(0.3, 0.7)(params), both(params)).item()).toBeCloseTo(0, 14);
  const [one, other] = [await flat(grad(elasticNet(0.3, 0.7))(params)), await flat(grad(both)(params))];
  for (const [i, each] of one.entries()) expect(each).toBeCloseTo(other[i]!, 14);
});

test("groups are columns, or rows, each weighted by the root of its size", async () => {
  const w = tensor([
    [3, 0],
    [4, 0],
    [0, 1],
  ]);
  expect(await groupLasso(1)(w).item()).toBeCloseTo(Math.sqrt(3) * (5 + 1), 14);
  expect(await groupLasso(1, { groups: "rows" })(w).item()).toBeCloseTo(Math.sqrt(2) * (3 + 4 + 1), 14);
});

test("a convolution's groups span height and width, and a vector's groups are its numbers", async () => {
  const filters = tensor(
    Array.from({ length: 2 }, () => [
      [
        [1, 0, 2],
        [1, 0, 2],
      ],
    ]),
  ); // [height 2, width 1, inputs 2, outputs 3]
  expect(filters.shape).toEqual([2, 1, 2, 3]);
  expect(await groupLasso(1)(filters).item()).toBeCloseTo(Math.sqrt(4) * (2 + 0 + 4), 14);
  expect(await groupLasso(1, { groups: "rows" })(filters).item()).toBeCloseTo(
    Math.sqrt(6) * 2 * Math.sqrt(10),
    14,
  );
  expect(await groupLasso(1)(tensor([3, -4])).item()).toBe(7);
});

test.each([() => reference, () => wasm])("a group that is zero has gradient 0, not NaN", async (backend) => {
  using _ = useBackend(backend());
  const w = tensor([
    [3, 0],
    [4, 0],
  ]);
  const gradient = [...(await grad((p: Tensor) => groupLasso(1 / Math.SQRT2)(p))(w).data())];
  expect(gradient.map((each) => Number(each.toFixed(6)))).toEqual([0.6, 0, 0.8, 0]);
});

test("filters choose, and bad settings are refused with a sentence", async () => {
  const filter = (path: string) => path === "b";
  const params = { w: tensor([[5]]), b: tensor([-2]) };
  for (const penalty of [l1(1, { filter }), elasticNet(1, 0, { filter }), groupLasso(1, { filter })]) {
    expect(await penalty(params).item()).toBe(2);
  }
  expect(() => l1(-1)).toThrow("l1: lambda is -1; it must be finite and at least 0, such as 0.01");
  expect(() => elasticNet(NaN, 0)).toThrow("elasticNet: lambda1 is NaN");
  expect(() => elasticNet(0, -1)).toThrow("elasticNet: lambda2 is -1");
  expect(() => groupLasso(Infinity)).toThrow("groupLasso: lambda is Infinity");
  expect(() => groupLasso(1, { groups: "row" as "rows" })).toThrow('groupLasso: groups "row" is unknown');
  expect(() => l1(1, { filter: () => false })(params)).toThrow("l1: the filter accepts none");
});
