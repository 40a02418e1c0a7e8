import { checkGrads } from "@downhill/autograd";
import { key, leaves, neg, normal, ones, paths, type Tensor, tensor, treeMap, zeros } from "@downhill/tensor";
import { expect, expectTypeOf, test } from "vitest";
import {
  activation,
  allZeros,
  dense,
  type DenseParams,
  heNormal,
  type Layer,
  type NoParams,
  relu,
  sequential,
  sigmoid,
  tanh,
} from "./index.ts";

test("dense is x @ w + b, with w [inputs, outputs] and b zero at first", async () => {
  const layer = dense(2, 3);
  const params = layer.init(key(0));
  expect([params.w.shape, params.b.shape]).toEqual([[2, 3], [3]]);
  expect(await params.b.data()).toEqual(new Float64Array(3));
  const y = layer.apply(
    {
      w: tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      b: tensor([10, 20, 30]),
    },
    tensor([
      [1, 1],
      [0, 2],
    ]),
  );
  expect(y.shape).toEqual([2, 3]);
  expect(await y.data()).toEqual(Float64Array.of(15, 27, 39, 18, 30, 42));
});

test("dense draws its weights with the initialiser given", async () => {
  const drawn = dense(4, 3, { init: heNormal }).init(key(5)).w;
  expect(await drawn.data()).toEqual(await heNormal(key(5), [4, 3]).data());
  expect(await dense(4, 3, { init: allZeros }).init(key(5)).w.data()).toEqual(new Float64Array(12));
});

test("dense refuses input that does not fit, with the matching remedy", () => {
  const layer = dense(784, 10);
  const params = layer.init(key(0));
  const apply =
    (...shape: number[]) =>
    () =>
      layer.apply(params, zeros(shape));
  expect(apply(2, 28, 28)).toThrow(
    "dense(784, 10): x is [2,28,28] but must be [batch,784]; use reshape(x, [2, 784])",
  );
  expect(apply(784)).toThrow("for one example, use reshape(x, [1, 784])");
  expect(apply(2, 256)).toThrow("make the layer before it end in 784, or this one begin with 256");
  expect(apply(2, 3, 3)).toThrow("lay each example out as one row");
  expect(apply()).toThrow("lay each example out as one row");
});

test.each([
  [0, 3],
  [3, -1],
  [2.5, 3],
  [3, NaN],
])("dense(%d, %d) is refused", (inputs, outputs) => {
  expect(() => dense(inputs, outputs)).toThrow(/is not a size; sizes are whole numbers of at least 1/);
});

test("activations are layers without parameters", async () => {
  const x = tensor([-2, 0, 2]);
  const on = async (layer: Layer<NoParams>) => Array.from(await layer.apply(layer.init(key(0)), x).data());
  expect(await on(relu)).toEqual([0, 0, 2]);
  expect(await on(tanh)).toEqual([Math.tanh(-2), 0, Math.tanh(2)]);
  expect((await on(sigmoid))[2]).toBeCloseTo(1 / (1 + Math.exp(-2)), 15);
  expect(await on(activation("minus", neg))).toEqual([2, -0, -2]);
  expect(leaves(relu.init(key(0)))).toEqual([]);
});

const model = sequential(dense(5, 4), tanh, dense(4, 3));

test("sequential applies its layers in order; its parameters are the tuple of the layers'", async () => {
  const params = model.init(key(1));
  const x = normal(key(2), [6, 5]);
  const [first, second] = [dense(5, 4), dense(4, 3)];
  const byHand = second.apply(params[2], tanh.apply([], first.apply(params[0], x)));
  expect(await model.apply(params, x).data()).toEqual(await byHand.data());
  expect(paths<Tensor>(params).map(([path]) => path)).toEqual(["0.w", "0.b", "2.w", "2.b"]);
  expectTypeOf(params).toEqualTypeOf<readonly [DenseParams, NoParams, DenseParams]>();
});

test("each layer has its own key, and adding one at the end changes none", async () => {
  const twins = sequential(dense(4, 4), dense(4, 4));
  const params = twins.init(key(1));
  const [first, second] = [await params[0].w.data(), await params[1].w.data()];
  expect(first).not.toEqual(second);
  const longer = sequential(dense(4, 4), dense(4, 4), relu).init(key(1));
  expect(await longer[1].w.data()).toEqual(second);
  expect(await twins.init(key(1))[0].w.data()).toEqual(first);
});

test("sequences nest, and map to trees of the same form", () => {
  const nested = sequential(model, relu, sequential(dense(3, 2)));
  const params = nested.init(key(0));
  expect(paths<Tensor>(params).map(([path]) => path)).toEqual([
    "0.0.w",
    "0.0.b",
    "0.2.w",
    "0.2.b",
    "2.0.w",
    "2.0.b",
  ]);
  const doubled = treeMap((p: Tensor) => p, params);
  expect(nested.apply(doubled, ones([7, 5])).shape).toEqual([7, 2]);
});

test("gradients flow through a sequence to every parameter and to x", async () => {
  const params = model.init(key(1));
  const x = normal(key(2), [6, 5]);
  await checkGrads((p: typeof params) => model.apply(p, x), params, { order: 2 });
  await checkGrads((input: Tensor) => model.apply(params, input), x);
});

test("layers that do not fit each other are named on applying, an empty sequence immediately", () => {
  const odd = sequential(dense(5, 4), relu, dense(3, 2));
  expect(() => odd.apply(odd.init(key(0)), ones([6, 5]))).toThrow(
    "dense(3, 2): x is [6,4] but must be [batch,3]",
  );
  expect(odd.name).toBe("sequential(dense(5, 4), relu, dense(3, 2))");
  expect(() => sequential()).toThrow(
    "sequential: there are no layers; give at least one, such as dense(784, 10)",
  );
});

test("parameters of another layer are a type error", () => {
  const [params] = model.init(key(0));
  // @ts-expect-error the sequence takes three entries
  expect(() => model.apply([params], ones([6, 5]))).toThrow(
    "sequential(dense(5, 4), tanh, dense(4, 3)): the parameters have 1 entries for 3 layers; use the ones that its init made",
  );
});
