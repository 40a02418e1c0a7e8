import { leaves, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import type { Params } from "./optimizer.ts";
import { partition } from "./partition.ts";
import { adam, adamw, gradientDescent, momentum } from "./rules.ts";

const read = async (tree: Params): Promise<number[][]> =>
  Promise.all(leaves<Tensor>(tree).map(async (leaf) => [...(await leaf.data())]));
const model = () => ({
  layers: [
    { w: tensor([[1, 2]]), b: tensor([3, 4]) },
    { scale: tensor([5]), w: tensor([[6]]) },
  ],
});
const slope = () => ({
  layers: [
    { w: tensor([[0.1, -0.2]]), b: tensor([0.3, 0.4]) },
    { scale: tensor([-0.5]), w: tensor([[0.6]]) },
  ],
});

test("the same optimizer in all parts equals that optimizer", async () => {
  const [whole, parts] = [adam(), partition(adam(), [/\.b$/, adam()], [/^layers\.1\./, adam()])];
  const [[expected], [actual]] = [
    whole.update(slope(), whole.init(model()), model(), 0),
    parts.update(slope(), parts.init(model()), model(), 0),
  ];
  expect(actual).toHaveProperty(["layers", "1", "scale"]);
  expect(await read(actual)).toEqual(await read(expected));
});

test("no decay on bias and norm", async () => {
  const optimizer = partition(adamw({ weightDecay: 0.1 }), [/\.(b|scale)$/, adamw({ weightDecay: 0 })]);
  const decayed = adamw({ weightDecay: 0.1 });
  const plain = adamw({ weightDecay: 0 });
  const [updates, withDecay, without] = await Promise.all(
    [optimizer, decayed, plain].map((each) =>
      read(each.update(slope(), each.init(model()) as never, model(), 0)[0]),
    ),
  );
  expect(updates).toEqual([withDecay![0], without![1], without![2], withDecay![3]]);
  expect(withDecay![1]).not.toEqual(without![1]);
});

test("the first matching pattern takes a parameter, and its state stores it under its path", () => {
  const optimizer = partition(gradientDescent(), [/w$/, momentum()], [/layers\.0/, adam()]);
  const [byMomentum, byAdam, rest] = optimizer.init(model());
  expect(Object.keys(byMomentum.v)).toEqual(["layers.0.w", "layers.1.w"]);
  expect(Object.keys(byAdam.m)).toEqual(["layers.0.b"]);
  expect(rest).toEqual({});
});

test("a part may take everything and leave nothing for the rest", async () => {
  const optimizer = partition(adam(), [/./, gradientDescent({ learningRate: 1 })]);
  const [updates] = optimizer.update(slope(), optimizer.init(model()), model(), 0);
  expect(await read(updates)).toEqual([[-0.1, 0.2], [-0.3, -0.4], [0.5], [-0.6]]);
});

test("refuses a pattern that matches nothing, and lists the parameters", () => {
  expect(() => partition(adam(), [/bias/, adam()]).init(model())).toThrow(
    "partition: no parameter is left for /bias/; the parameters are " +
      "layers.0.w, layers.0.b, layers.1.scale, layers.1.w",
  );
});
