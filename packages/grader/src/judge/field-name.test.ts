import { expect, test } from "vitest";
import { fieldName, isUntranslated } from "./field-name.ts";

test.each([
  ["slopes", false],
  ["learningRate", false],
  ["step([1, 2], 0.5, …), ∇J(x) = [4, -3]", false],
  ["the slopes afterwards", false],
  ["coordinate 3, mean", false],
  ["later steps", true],
  ["the answer where the rate is 0", true],
  ["step([1, 2], 0.5, …), slopes there [4, -3]", true],
])("%j lacks a name in Chinese: %j", (key, lacks) => {
  expect(isUntranslated(key)).toBe(lacks);
});

test("a question's own name comes before the names that all share", () => {
  expect(fieldName("answer").zh).toBe("结果");
  const own = { en: "the new point", zh: "新的点" };
  expect(fieldName("answer", { answer: own })).toEqual(own);
  expect(isUntranslated("later steps", { "later steps": { en: "later steps", zh: "后面几步" } })).toBe(false);
});
