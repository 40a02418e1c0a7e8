import { checkGrads, grad } from "@downhill/autograd";
import { key, normal, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { l2 } from "./index.ts";

const params = () =>
  [
    {
      w: tensor([
        [1, -2],
        [3, 4],
      ]),
      b: tensor([5]),
    },
    [],
  ] as const;

test("l2 is half of λ times the sum of squares", async () => {
  const penalty = l2(0.1)(params());
  expect(penalty.shape).toEqual([]);
  expect(await penalty.item()).toBeCloseTo(0.05 * 55, 15);
  expect(await l2(0)(params()).item()).toBe(0);
});

test("its gradient is λ θ", async () => {
  const [{ w, b }] = grad(l2(0.5))(params()) as unknown as ReturnType<typeof params>;
  expect(await w.data()).toEqual(Float64Array.of(0.5, -1, 1.5, 2));
  expect(await b.data()).toEqual(Float64Array.of(2.5));
  await checkGrads(l2(0.5), { w: normal(key(0), [3, 4]) }, { order: 2 });
});

test("a filter counts some parameters and leaves the others without gradient", async () => {
  const penalty = l2(2, {
    filter: (path: string, parameter: Tensor) => path === "0.w" && parameter.shape.length === 2,
  });
  expect(await penalty(params()).item()).toBe(30);
  const [{ b }] = grad(penalty)(params()) as unknown as ReturnType<typeof params>;
  expect(await b.data()).toEqual(Float64Array.of(0));
});

test("a λ that is negative or not finite, and a filter that takes nothing, are refused", () => {
  expect(() => l2(-1)).toThrow("l2: lambda is -1; it must be finite and at least 0, such as 0.01");
  expect(() => l2(Infinity)).toThrow(RangeError);
  expect(() => l2(1, { filter: () => false })(params())).toThrow(
    "l2: the filter accepts none of the parameters (0.w, 0.b); make it return true for some",
  );
});
