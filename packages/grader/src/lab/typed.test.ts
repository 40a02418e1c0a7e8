import { expect, test } from "vitest";
import type { Draw } from "./draw.ts";
import { short, typed } from "./typed.ts";

test("two numbers are typed the same way only if they are the same, −0 and 0 included", () => {
  const numbers = [0, -0, 1, -1, 0.5, 1e-9, 1e300, NaN, Infinity, -Infinity];
  expect(new Set(numbers.map(typed)).size).toBe(numbers.length);
  for (const value of numbers) expect(Number(typed(value))).toBe(value);
});

test("lists, typed arrays, objects and texts are typed as in a program", () => {
  expect(typed([1, -0, [2]])).toBe("[1, -0, [2]]");
  expect(typed(Float64Array.of(0, -0))).toBe("[0, -0]");
  expect(typed({ rate: 0.1, v: [1, -2], name: "a" })).toBe('{ rate: 0.1, v: [1, -2], name: "a" }');
});

test("a short number that rounds to 0 from below is 0, not −0", () => {
  const draw = { uniform: () => -0.0004 } as unknown as Draw;
  expect(short(draw, -1, 1)).toBe(0);
});
