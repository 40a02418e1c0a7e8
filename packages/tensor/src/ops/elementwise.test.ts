import fc from "fast-check";
import { expect, test } from "vitest";
import { cos, exp, floor, logicalAnd, logicalNot, logicalOr, log, round, sin, tensor } from "../index.ts";

const whole = tensor([1, 2], { dtype: "int32" });
test.each([
  ["exp", () => exp(whole), [Math.E, Math.exp(2)]],
  ["log", () => log(tensor([1, 0], { dtype: "bool" })), [0, -Infinity]],
  ["sin", () => sin(whole), [Math.sin(1), Math.sin(2)]],
  ["cos", () => cos(whole), [Math.cos(1), Math.cos(2)]],
])("%s of whole numbers is floating, because its results are not whole", async (_, floating, expected) => {
  const y = floating();
  expect(y.dtype).toBe("float64");
  expect([...(await y.data())]).toEqual(expected);
});

test("rounding leaves whole numbers unchanged", async () => {
  expect([...(await round(whole).data())]).toEqual([1, 2]);
  expect([...(await floor(whole).data())]).toEqual([1, 2]);
});

test("a rounded number is whole, off by at most a half, and even if off by exactly a half", async () => {
  const halves = fc.integer({ min: -1e9, max: 1e9 }).map((twice) => twice / 2);
  const all = fc.double({ noNaN: true, noDefaultInfinity: true });
  await fc.assert(
    fc.asyncProperty(fc.oneof(all, halves), async (x) => {
      const y = await round(tensor(x)).item();
      expect(Number.isInteger(y)).toBe(true);
      expect(Math.abs(y - x)).toBeLessThanOrEqual(0.5);
      if (Math.abs(y - x) === 0.5) expect(Math.abs(y % 2)).toBe(0);
    }),
  );
});

test("De Morgan: not (a and b) is (not a) or (not b)", async () => {
  const [a, b] = [tensor([0, 0, 1, -2]), tensor([0, 3, 0, 0.5])];
  expect(await logicalNot(logicalAnd(a, b)).data()).toEqual(
    await logicalOr(logicalNot(a), logicalNot(b)).data(),
  );
});
