import { expect, test } from "vitest";
import { at, constant, cosine, type Schedule, warmup } from "./index.ts";

const table: Record<string, Schedule> = {
  constant: constant(0.2),
  cosine: cosine(0.2, 50),
  "cosine with an end": cosine(0.2, 50, { final: 0.1 }),
  "cosine upwards": cosine(0, 50, { final: 0.1 }),
  warmup: warmup(0.2, 10),
  "warmup of a cosine": warmup(cosine(0.2, 50), 10),
};

test.each(Object.entries(table))(
  "%s: every value is finite, within its range, and stays at the end",
  (_, schedule) => {
    for (const step of [0, 1, 9, 10, 49, 50, 51, 1000, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      expect(schedule(step)).toBeGreaterThanOrEqual(0);
      expect(schedule(step)).toBeLessThanOrEqual(0.2);
    }
    expect(schedule(Number.MAX_SAFE_INTEGER)).toBe(schedule(50));
  },
);

test.each(Object.entries(table))("%s: a step that does not exist is refused", (_, schedule) => {
  for (const step of [-1, 0.5, NaN, Infinity]) {
    expect(() => schedule(step)).toThrow(
      /step \S+ does not exist; steps are whole numbers that count from 0/,
    );
  }
});

test("a cosine begins and ends exactly, and is symmetric about its middle", () => {
  const schedule = cosine(0.3, 20, { final: 0.1 });
  expect(schedule(0)).toBe(0.3);
  expect(schedule(20)).toBe(0.1);
  for (let step = 0; step <= 20; step++) expect(schedule(step) + schedule(20 - step)).toBeCloseTo(0.4, 15);
});

test("a warm-up reaches its schedule at its last step and equals it from there", () => {
  const inner = cosine(0.3, 20);
  const schedule = warmup(inner, 5);
  expect(schedule(0)).toBe(0);
  expect(schedule(2)).toBeCloseTo(0.4 * inner(2), 15);
  for (let step = 5; step < 25; step++) expect(schedule(step)).toBe(inner(step));
});

const joined = (step: number) => (step < 500 ? step / 500 : cosine(1, 9_500)(step - 500));

// The doc block of `warmup` states this number.
test("in the doc block's example, product and join differ by up to 4.7 % of the rate", () => {
  const product = warmup(cosine(1, 10_000), 500);
  const differences = Array.from({ length: 10_001 }, (_, step) => Math.abs(product(step) - joined(step)));
  expect(Math.max(...differences)).toBeCloseTo(0.047, 3);
});

test("bad arguments are refused with a remedy", () => {
  expect(() => constant(-0.1)).toThrow("constant: learningRate is -0.1; it must be finite and at least 0");
  expect(() => cosine(NaN, 10)).toThrow(RangeError);
  expect(() => cosine(0.1, 10, { final: -1 })).toThrow("cosine: final is -1; it must be finite");
  expect(() => cosine(0.1, 0)).toThrow(
    "cosine: the number of steps is 0; it must be a whole number of at least 1, or use constant(…)",
  );
  expect(() => cosine(0.1, 2.5)).toThrow(RangeError);
  expect(() => warmup(0.1, 0)).toThrow(/leave the warm-up out/);
  expect(() => warmup(Infinity, 5)).toThrow(RangeError);
});

test("at takes numbers and schedules, and refuses non-finite values by name", () => {
  expect(at(0.1, 3)).toBe(0.1);
  expect(at(warmup(0.1, 4), 3)).toBeCloseTo(0.075, 15);
  expect(() => at(0.1, -1)).toThrow("at: step -1 does not exist");
  expect(() => at((step) => 1 / (step - 2), 2, "learningRate")).toThrow(
    "at: learningRate is Infinity at step 2; give a finite number, or a schedule that returns one",
  );
  expect(() => at(NaN, 0)).toThrow(RangeError);
});
