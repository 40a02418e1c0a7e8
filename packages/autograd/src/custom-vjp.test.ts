import { div, exp, mul, reference, scope, sub, sum, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { checkGrads, customVjp, grad } from "./index.ts";

const quotient = customVjp(
  ({ a, b }: { a: Tensor; b: Tensor }) => div(a, b),
  (ct, { b }, y) => ({ a: div(ct, b), b: mul(ct, div(sub(0, y), b)) }),
);

test("a correct rule passes as the gradient, to second order", async () => {
  await checkGrads(
    (p: { a: Tensor; b: Tensor }) => quotient(p),
    { a: tensor([1, 2]), b: tensor([3, 0.5]) },
    { order: 2 },
  );
});

test("the rule is used instead of the function's own gradient", async () => {
  const doubled = customVjp(
    (x: Tensor) => exp(x),
    (ct) => mul(ct, 2),
  );
  expect(await grad((x: Tensor) => sum(mul(doubled(x), 5)))(tensor([1])).item()).toBe(10);
  expect(await doubled(tensor([0])).item()).toBe(1);
});

test("one tensor in two places gets both cotangents, and nothing is left behind", async () => {
  const x = tensor([2]);
  const before = reference.live();
  const gradient = grad((p: Tensor) => sum(quotient({ a: p, b: p })))(x);
  expect(reference.live()).toBe(before + 1);
  expect(await gradient.item()).toBeCloseTo(0, 14);
  using s = scope("test");
  quotient({ a: x, b: x });
  expect(reference.live()).toBe(before + 2);
  expect(s.name).toBe("test");
});

test.each([
  [
    () =>
      grad((x: Tensor) =>
        sum(
          customVjp(
            (p: Tensor) => exp(p),
            (ct) => sum(ct),
          )(x),
        ),
      )(tensor([1, 2])),
    "customVjp: the rule gives [] for a parameter of [2]; give each parameter a cotangent of its shape",
  ],
  [
    () => customVjp((() => 1) as never, (ct: Tensor) => ct)(tensor(1)),
    "customVjp: the function returned number",
  ],
])("a misfit is reported with the remedy", (misfit, message) => {
  expect(misfit).toThrow(message);
});
