import { expect, test } from "vitest";
import { fields, number, oneOf, whole } from "./fields.ts";

const { write, read } = fields<{ rate: number; step: number; rule: "adam" | "sgd" }>({
  rate: number(0, 4),
  step: whole(-2, 9),
  rule: oneOf(["adam", "sgd"]),
});

test.each([
  [{ rate: 100 / 36, step: -2, rule: "adam" }, "2.77778_-2_adam"],
  [{ rate: 0, step: 9, rule: "sgd" }, "0_9_sgd"],
  [{ rate: 1e-7, step: 0, rule: "sgd" }, "1e-7_0_sgd"],
] as const)("%j is written as %s and read back", (state, text) => {
  expect(write(state)).toBe(text);
  expect(write(read(text)!)).toBe(text);
  expect(read(text)!.rate).toBeCloseTo(state.rate, 4);
});

test.each([
  "",
  "1",
  "1_1",
  "1_1_adam_1",
  "_1_adam",
  " _1_adam",
  "4.1_1_adam",
  "-1_1_adam",
  "NaN_1_adam",
  "Infinity_1_adam",
  "1_1.5_adam",
  "1_10_adam",
  "1__adam",
  "1_1_",
  "1_1_Adam",
  "1_1_toString",
])("an address of %j is none", (text) => {
  expect(read(text)).toBeUndefined();
});
