import { expect, test } from "vitest";
import { first } from "../../../labs/__ID__/key/solution.ts";

// TODO: another library's numbers, the lesson's derivations at random points, and its tables compared with the program
// that prints them.
test("first adds 1 to each value", () => {
  expect(first([1, -2.5])).toEqual([2, -1.5]);
});
