import { expect, test } from "vitest";
import { answerOf, type Fingerprint, sameFingerprint } from "./fingerprint.ts";

const print = (...values: unknown[]): Fingerprint => ({
  answers: values.map((value) => answerOf(value)),
  threw: null,
});

test("answers agree within 1e-9 relative", () => {
  expect(sameFingerprint(print([1, 2]), print([1 + 1e-10, 2]))).toBe(true);
  expect(sameFingerprint(print([1, 2]), print([1 + 1e-8, 2]))).toBe(false);
});

test("a looser tolerance of the check widens that, up to 1e-5", () => {
  const loose = (value: number): Fingerprint => ({ answers: [answerOf(value, 0.1)], threw: null });
  expect(sameFingerprint(loose(1), loose(1 + 1e-6))).toBe(true);
  expect(sameFingerprint(loose(1), loose(1.0001))).toBe(false);
});

test.each([
  ["NaN is NaN", print(NaN), print(NaN), true],
  ["texts are compared", print("a"), print("a"), true],
  ["a text is no number", print("1"), print(1), false],
  ["order matters", print(1, 2), print(2, 1), false],
  ["length matters", print(1), print(1, 1), false],
  ["the shape of a list matters by its count", print([1]), print([1, 1]), false],
  ["how it ended matters", print(1), { ...print(1), threw: "TypeError" }, false],
])("%s", (_, a, b, same) => {
  expect(sameFingerprint(a, b)).toBe(same);
});
