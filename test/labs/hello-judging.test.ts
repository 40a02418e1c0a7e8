import { expect, test } from "vitest";
import { aboutLosses } from "../../labs/00-hello/questions/judging.ts";

/** A run whose loss stays where guessing is. */
const stuck = { losses: Array.from({ length: 40 }, () => 2.3), held: [], largest: [] };
const others = { shape: [500, 10], lowest: -1, guesses: [], classes: [] };
const said = (spread: readonly number[], moved: readonly number[]): string =>
  aboutLosses({ ...stuck, ...others, spread, moved })?.en ?? "";

test("equal entries are spoken of only where a matrix has them", () => {
  expect(said([0, 0], [0.1, 0.1])).toContain("all entries of a weight matrix were equal");
  expect(said([0.5, 0.5], [0.1, 0.1])).not.toContain("equal");
  expect(said([], [])).toContain("No parameter is a weight matrix");
  expect(said([], [])).not.toMatch(/equal|Infinity/);
});
