import { mul, reference, scope, square, sub, sum, type Tensor, tensor } from "@downhill/tensor";
import { expect, expectTypeOf, test } from "vitest";
import { grad, GradientError, valueAndGrad } from "./index.ts";

const target = tensor([3, 1]);
const lossAndDifference = (x: Tensor) => {
  const difference = sub(x, target);
  return [sum(square(difference)), { difference, note: "by hand" }] as const;
};

test("a function's second result is returned too, and nothing else stays", async () => {
  const x = tensor([0, 0]);
  const before = reference.live();
  const [[value, { difference, note }], gradient] = valueAndGrad(lossAndDifference)(x);
  expect(reference.live() - before).toBe(3);
  expect(await value.item()).toBe(10);
  expect(await difference.data()).toEqual(Float64Array.of(-3, -1));
  expect(note).toBe("by hand");
  expect(await gradient.data()).toEqual(Float64Array.of(-6, -2));
  expectTypeOf(note).toEqualTypeOf<"by hand">();
});

test("no gradient flows from a second result, and further arguments reach the function", async () => {
  const f = (x: Tensor, by: number): readonly [Tensor, Tensor] => [sum(mul(x, by)), sum(mul(x, 1000))];
  const [[value, second], gradient] = valueAndGrad(f)(tensor([2]), 5);
  expect([await value.item(), await second.item(), await gradient.item()]).toEqual([10, 2000, 5]);
});

test("a pair can be differentiated inside another gradient", async () => {
  const slope = (x: Tensor): Tensor => sum(valueAndGrad(lossAndDifference)(x)[1]);
  expect(await grad(slope)(tensor([0, 0])).data()).toEqual(Float64Array.of(2, 2));
});

test("a second result belongs to the scope outside, and is freed with it", () => {
  let second: Tensor;
  {
    using _ = scope("step");
    [[, { difference: second }]] = valueAndGrad(lossAndDifference)(tensor([0, 0]));
    expect(second.disposed).toBe(false);
  }
  expect(second.disposed).toBe(true);
});

test("a result that is neither a scalar nor a pair that begins with one is refused", () => {
  expect(() => valueAndGrad((x: Tensor) => x)(tensor([1, 2]))).toThrow(
    "grad: the function returned shape [2], but a gradient needs a single number",
  );
  expect(() => valueAndGrad((x: Tensor) => [x, 0])(tensor([1, 2]))).toThrow(GradientError);
  expect(() => valueAndGrad((() => [1, 2]) as never)(tensor(1) as never)).toThrow(
    "the function returned number, not a tensor",
  );
});
