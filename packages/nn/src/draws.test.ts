import { grad } from "@downhill/autograd";
import {
  device,
  foldIn,
  key,
  leaves,
  matmul,
  normal,
  ones,
  reshape,
  sum,
  type Tensor,
  tensor,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import {
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  layerNorm,
  maxPool2d,
  orthogonal,
  relu,
  residual,
  sequential,
  transformerBlock,
} from "./index.ts";

// 10,000 draws of Bernoulli(0.7) have a mean with deviation 0.0046; the bound is 4 of them.
test.each(["reference", "wasm"])("on %s, dropout zeroes its share and scales the rest", async (name) => {
  using _ = useBackend(await device(name));
  const y = await dropout(0.3)
    .apply([], ones([100, 100]), key(1))
    .data();
  const kept = Array.from(y).filter((value) => value !== 0);
  expect(Math.abs(kept.length / 10_000 - 0.7)).toBeLessThan(0.0184);
  for (const value of new Set(kept)) expect(value).toBeCloseTo(1 / 0.7, 6);
});

test("dropout is a function of its key, and without one it gives x itself", async () => {
  const x = normal(key(0), [8, 8]);
  const layer = dropout(0.5);
  const at = (step: number) => layer.apply([], x, foldIn(key(1), step)).data();
  expect(await at(3)).toEqual(await at(3));
  expect(await at(3)).not.toEqual(await at(4));
  expect(layer.apply([], x)).toBe(x);
  expect(dropout(0).apply([], x, key(0))).toBe(x);
});

test("dropout's gradient is its mask", async () => {
  const x = ones([4, 4]);
  const slope = grad((input: Tensor) => sum(dropout(0.5).apply([], input, key(2))))(x);
  expect(await slope.data()).toEqual(await dropout(0.5).apply([], x, key(2)).data());
});

test.each([-0.1, 1, NaN])("dropout(%d) is refused", (rate) => {
  expect(() => dropout(rate)).toThrow("is not in [0, 1); use a rate such as 0.1");
});

test("a key reaches every dropout of a model, and each draws its own mask", async () => {
  const twice = sequential(dropout(0.5), residual(sequential(dropout(0.5))));
  const x = ones([1, 256]);
  const y = Array.from(await twice.apply([[], [[]]], x, key(3)).data());
  // x, then 2x or 0; then that, plus twice itself or nothing.
  expect(new Set(y)).toEqual(new Set([0, 2, 6]));
  const block = transformerBlock(4, 2, { rate: 0.5 });
  const params = block.init(key(0));
  const input = normal(key(4), [2, 3, 4]);
  const inUse = await block.apply(params, input).data();
  expect(await block.apply(params, input, key(5)).data()).not.toEqual(inUse);
  expect(await transformerBlock(4, 2).apply(params, input).data()).toEqual(inUse);
});

test.each([[[6, 4]], [[4, 6]], [[5, 5]], [[3, 3, 2, 4]]])(
  "orthogonal %j has orthonormal columns, or rows",
  async (shape) => {
    const columns = shape.at(-1)!;
    const w = reshape(orthogonal(key(1), shape), [shape.reduce((a, b) => a * b) / columns, columns]);
    const [rows] = w.shape as [number, number];
    const gram = rows < columns ? matmul(w, w, { transposeB: true }) : matmul(w, w, { transposeA: true });
    const size = Math.min(rows, columns);
    Array.from(await gram.data()).forEach((value, i) =>
      expect(Math.abs(value - (i % (size + 1) === 0 ? 1 : 0))).toBeLessThan(1e-14),
    );
  },
);

// The entries of a random 4 × 4 rotation have mean 0 and variance 1/4; 1,600 of them a mean with deviation 0.0125.
test("orthogonal favours no direction, and gives the same draws on every backend", async () => {
  const draws = await Promise.all(
    Array.from({ length: 100 }, (_, i) => orthogonal(foldIn(key(0), i), [4, 4]).data()),
  );
  const all = draws.flatMap((each) => Array.from(each));
  expect(Math.abs(all.reduce((a, b) => a + b) / all.length)).toBeLessThan(0.05);
  const wasm = await orthogonal(foldIn(key(0), 0), [4, 4], { backend: await device("wasm") }).data();
  wasm.forEach((value, i) => expect(value).toBeCloseTo(draws[0]![i]!, 7));
});

test("embeddings begin small, norms as the identity on normalised input, convolutions with a bias of 0", async () => {
  // 20,000 draws with deviation 0.02: the mean square is known to 1 %, and the bound is 4 of them.
  const { table } = embedding(200, 100).init(key(0));
  const square = Array.from(await table.data()).reduce((total, x) => total + x * x, 0) / 20_000;
  expect(Math.abs(square / 0.0004 - 1)).toBeLessThan(0.04);
  const norm = layerNorm(3).init(key(0));
  expect([await norm.scale.data(), await norm.b.data()]).toEqual([
    Float64Array.of(1, 1, 1),
    new Float64Array(3),
  ]);
  const { w, b } = conv2d(2, 5, { size: [1, 3] }).init(key(0));
  expect([w.shape, b.shape]).toEqual([[1, 3, 2, 5], [5]]);
});

test("images flow through convolution, pool and flatten to a dense layer", () => {
  const model = sequential(conv2d(1, 2), relu, maxPool2d({ size: 2 }), flatten, dense(18, 4));
  expect(model.name).toBe("sequential(conv2d(1, 2), relu, maxPool2d(2), flatten, dense(18, 4))");
  expect(model.apply(model.init(key(0)), zeros([3, 8, 8, 1])).shape).toEqual([3, 4]);
});

test("dense takes the last axis of a sequence", async () => {
  const layer = dense(2, 1);
  const params = { w: tensor([[1], [10]]), b: tensor([0.5]) };
  const y = layer.apply(
    params,
    tensor([
      [
        [1, 2],
        [3, 4],
      ],
    ]),
  );
  expect(y.shape).toEqual([1, 2, 1]);
  expect(await y.data()).toEqual(Float64Array.of(21.5, 43.5));
});

test("input that does not fit a layer is refused with the remedy", () => {
  const on =
    <P>(layer: { init(k: readonly [number, number]): P; apply(p: P, x: Tensor): Tensor }, x: Tensor) =>
    () =>
      layer.apply(layer.init(key(0)), x);
  expect(on(layerNorm(4), ones([2, 3]))).toThrow(
    "layerNorm(4): x is [2,3] but must end in 4; give the layer the length of x's last axis",
  );
  expect(on(embedding(5, 3), ones([2]))).toThrow('token numbers must be int32; use cast(x, "int32")');
  expect(on(conv2d(1, 2), ones([2, 8, 8, 3]))).toThrow("x is [2,8,8,3] but must be [batch,height,width,1]");
  expect(on(residual(dense(2, 3)), ones([4, 2]))).toThrow(
    "residual(dense(2, 3)): x [4,2] and the layer's result [4,3] must have the same shape",
  );
  expect(on(flatten, tensor(1))).toThrow("flatten: a scalar has no batch");
  expect(() => conv2d(1, 0)).toThrow("conv2d(1, 0): 0 is not a size; sizes are whole numbers of at least 1");
  expect(leaves(flatten.init(key(0)))).toEqual([]);
});
