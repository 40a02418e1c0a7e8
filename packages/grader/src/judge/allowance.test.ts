import { expect, test } from "vitest";
import { Allowance } from "./allowance.ts";

test("a file whose tasks all run without end costs little more than two of them", () => {
  const limits = [5, 5, 5, 20, 20, 20, 20];
  const allowance = new Allowance();
  let [computed, idle] = [0, 0];
  for (const limit of limits) {
    computed += allowance.seconds(limit);
    idle += allowance.idle;
    allowance.stopped();
  }
  expect(computed).toBe(5 + 5 + 2 + 4 * 5);
  expect(idle).toBe(20 + 6 * 2);
});

test("one task that never ends takes nothing from the others, and a short limit stays as it is", () => {
  const allowance = new Allowance();
  allowance.stopped();
  expect(allowance.seconds(20)).toBe(20);
  allowance.stopped();
  expect(allowance.seconds(20)).toBe(5);
  expect(allowance.seconds(0.5)).toBe(0.5);
});
