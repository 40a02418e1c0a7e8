import {
  add,
  type Call,
  key,
  matmul,
  mul,
  normal,
  recording,
  reference,
  scope,
  sum,
  tanh,
  tensor,
  type Tensor,
} from "@downhill/tensor";
import { expect, test } from "vitest";
import { checkGrads, checkpoint, grad, valueAndGrad } from "./index.ts";

const x = normal(key(1), [4, 3]);
const params = { w: normal(key(2), [3, 3]), b: normal(key(3), [3]) };
type Layer = typeof params;
const layer = (p: Layer, input: Tensor): Tensor => tanh(add(matmul(input, p.w), p.b));
const through =
  (each: typeof layer) =>
  (p: Layer): Tensor =>
    sum(mul(each(p, each(p, each(p, x))), 2));

test("value and gradient are the same as without it, bit for bit", async () => {
  const [value, gradient] = valueAndGrad(through(layer))(params);
  const [again, same] = valueAndGrad(through(checkpoint(layer)))(params);
  expect(await again.item()).toBe(await value.item());
  expect(await same.w.data()).toEqual(await gradient.w.data());
  expect(await same.b.data()).toEqual(await gradient.b.data());
});

test("second derivatives work, and captured tensors get their gradient", async () => {
  await checkGrads(through(checkpoint(layer)), params, { order: 2 });
  await checkGrads((p: Layer) => checkpoint((input: Tensor) => layer(p, input))(x), params, { order: 2 });
  await checkGrads((p: Layer) => checkpoint(through(checkpoint(layer)))(p), params);
});

test("a tape holds only inputs and output, and nothing in between", () => {
  using s = scope("test");
  const held = (each: typeof layer): number => {
    using inside = scope("held");
    const calls: Call[] = [];
    recording({ record: (call) => void calls.push(call) }, () =>
      inside.keep(through(each)(params)),
    ).dispose();
    return calls.length;
  };
  expect(held(layer)).toBe(11);
  expect(held(checkpoint(layer))).toBe(5);
  const before = reference.live();
  grad(through(checkpoint(layer)))(params);
  expect(reference.live()).toBe(before + 2);
  expect(s.name).toBe("test");
});

test("a function that returns its argument is left alone", async () => {
  const gradient = grad((p: Tensor) => sum(checkpoint((q: Tensor) => q)(p)))(tensor([3]));
  expect(await gradient.item()).toBe(1);
});

test("anything but a tensor is refused", () => {
  expect(() => checkpoint((() => 3) as never)()).toThrow(
    "checkpoint: the function returned number, not a tensor; return one tensor",
  );
});
