import { key, leaves, ones, paths, type Tensor } from "@downhill/tensor";
import { expect, expectTypeOf, test } from "vitest";
import {
  batchNorm,
  conv2d,
  type Conv2dParams,
  dense,
  type DenseParams,
  type Layer,
  multiHeadAttention,
  type MultiHeadAttentionParams,
  sequential,
  summary,
} from "./index.ts";

const names = (layer: Layer): string[] => paths<Tensor>(layer.init(key(0))).map(([path]) => path);

test("without a bias a layer has no b, in its parameters and in their type", () => {
  const [flat, image, heads] = [
    dense(4, 3, { bias: false }),
    conv2d(2, 3, { bias: false }),
    multiHeadAttention(4, 2, { bias: false, causal: true }),
  ];
  expect(names(flat)).toEqual(["w"]);
  expect(names(image)).toEqual(["w"]);
  expect(names(heads)).toEqual(["query.w", "key.w", "value.w", "output.w"]);
  expectTypeOf(flat.init(key(0))).toEqualTypeOf<{ readonly w: Tensor }>();
  expectTypeOf(image.init(key(0))).toEqualTypeOf<{ readonly w: Tensor }>();
  expectTypeOf(heads.init(key(0)).value).toEqualTypeOf<{ readonly w: Tensor }>();
  // @ts-expect-error there is no bias
  expect(flat.init(key(0)).b).toBeUndefined();
});

test("with a bias, requested or by default, a layer has b", () => {
  for (const layer of [
    dense(4, 3),
    dense(4, 3, { bias: true }),
    conv2d(2, 3),
    conv2d(2, 3, { bias: true }),
  ]) {
    expect(names(layer)).toEqual(["w", "b"]);
  }
  expect(names(multiHeadAttention(4, 2))).toHaveLength(8);
  expectTypeOf(dense(4, 3, { bias: true }).init(key(0))).toEqualTypeOf<DenseParams>();
  expectTypeOf(conv2d(2, 3, { size: 1 }).init(key(0))).toEqualTypeOf<Conv2dParams>();
  expectTypeOf(multiHeadAttention(4, 2).init(key(0))).toEqualTypeOf<MultiHeadAttentionParams>();
  const either = Math.random() < 2;
  expectTypeOf(dense(4, 3, { bias: either }).init(key(0))).toEqualTypeOf<DenseParams | DenseParams<false>>();
});

test("the weights are those that the same key draws with a bias", async () => {
  const [bare, full] = [dense(4, 3, { bias: false }), dense(4, 3)];
  expect(await bare.init(key(7)).w.data()).toEqual(await full.init(key(7)).w.data());
});

test("a summary counts only the rest: the biases and their additions are gone", () => {
  const [full, bare] = [summary(dense(4, 3), [5, 4]), summary(dense(4, 3, { bias: false }), [5, 4])];
  expect([full.parameters, bare.parameters]).toEqual([4 * 3 + 3, 4 * 3]);
  expect([full.flops.forward, bare.flops.forward]).toEqual([2 * 5 * 4 * 3 + 5 * 3, 2 * 5 * 4 * 3]);
});

test("it works in a sequence like any layer", () => {
  const model = sequential(conv2d(1, 2, { bias: false }), batchNorm(2));
  const params = model.init(key(0));
  expect(leaves(params)).toHaveLength(5);
  expect(model.apply(params, ones([1, 5, 5, 1])).shape).toEqual([1, 3, 3, 2]);
});
