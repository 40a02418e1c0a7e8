import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  andThen,
  at,
  clampMin,
  constant,
  cosine,
  cosineRestarts,
  cycle,
  cyclic,
  exponential,
  exponentialWarmup,
  inverseSquareRoot,
  inverseTime,
  linear,
  oneCycle,
  piecewise,
  polynomial,
  scale,
  type Schedule,
  warmup,
  warmupStableDecay,
} from "./index.ts";

const rates = fc.double({ min: 1e-9, max: 10, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const lengths = fc.integer({ min: 2, max: 500 });
const steps = fc.oneof(
  fc.integer({ min: 0, max: 1000 }),
  fc.maxSafeNat(),
  fc.constant(Number.MAX_SAFE_INTEGER),
);

/** From a rate, a share of it, a length and a part of the length. */
type Make = (rate: number, final: number, length: number, part: number) => Schedule;
const falling: Record<string, Make> = {
  linear: (rate, final, length) => linear(rate, length, { final }),
  polynomial: (rate, final, length) => polynomial(rate, length, 1.7, { final }),
  "polynomial that falls late": (rate, final, length) => polynomial(rate, length, 0.3, { final }),
  inverseTime: (rate, _, length) => inverseTime(rate, length),
  exponential: (rate, _, length) => exponential(rate, length, 0.3),
  staircase: (rate, _, length) => exponential(rate, length, 0.3, { staircase: true }),
  piecewise: (rate, final, length, part) =>
    piecewise(rate, { [length + part]: final, [length]: rate / 2 + final / 2 }),
  cosine: (rate, final, length) => cosine(rate, length, { final }),
  clampMin: (rate, final, length) => clampMin(exponential(rate, length, 0.3), final),
  "andThen of a line": (rate, final, length) => andThen(rate, length, linear(rate, length, { final })),
  scale: (rate, final, length) => scale(linear(1, length, { final: final / rate }), rate),
};
const risingFirst: Record<string, Make> = {
  oneCycle: (rate, final, length, part) => oneCycle(rate, length, { rise: part, start: final, final }),
  inverseSquareRoot: (rate, _, __, part) => inverseSquareRoot(rate, part),
  warmup: (rate, _, __, part) => warmup(rate, part),
  exponentialWarmup: (rate, _, __, part) => exponentialWarmup(rate, part),
  warmupStableDecay: (rate, final, length, part) =>
    warmupStableDecay(rate, length, { warmupSteps: part, decaySteps: length - part, final }),
};
const recurring: Record<string, Make> = {
  cosineRestarts: (rate, final, length) => cosineRestarts(rate, length, { final }),
  "cosineRestarts that grow": (rate, final, length) => cosineRestarts(rate, length, { final, growth: 3 }),
  cyclic: (rate, low, length) => cyclic(rate, length, { low }),
  "cyclic that shrinks": (rate, low, length) => cyclic(rate, length, { low, shrink: 0.7 }),
  cycle: (rate, final, length, part) => cycle(cosine(rate, length, { final }), part),
};
const all = { ...falling, ...risingFirst, ...recurring };

/** Runs a law on schedules of one kind, with random lengths, ends and parts. */
function holds(
  make: Make,
  law: (schedule: Schedule, rate: number, length: number, part: number, step: number) => void,
): void {
  fc.assert(
    fc.property(rates, shares, lengths, shares, steps, (rate, share, length, where, step) => {
      const part = 1 + Math.floor(where * (length - 2));
      law(make(rate, share * rate, length, part), rate, length, part, step);
    }),
  );
}
// A few roundings above the value itself.
const nearly = 1 + 1e-14;

test.each(Object.entries(all))("%s is never negative, above its peak or not finite", (_, make) => {
  holds(make, (schedule, rate, __, ___, step) => {
    expect(schedule(step)).toBeGreaterThanOrEqual(0);
    expect(schedule(step)).toBeLessThanOrEqual(rate * nearly);
  });
});

test.each(Object.entries(falling))("%s starts at its rate and never rises", (_, make) => {
  holds(make, (schedule, rate, __, ___, step) => {
    expect(schedule(0)).toBeCloseTo(rate, 12);
    const later = Math.min(step + 1, Number.MAX_SAFE_INTEGER);
    expect(schedule(later)).toBeLessThanOrEqual(schedule(step) * nearly);
  });
});

test.each(Object.entries(risingFirst))("%s rises to its rate, and never afterwards", (_, make) => {
  holds(make, (schedule, rate, __, part, step) => {
    expect(Math.abs(schedule(part) / rate - 1)).toBeLessThan(1e-12);
    const before = step % part;
    expect(schedule(before + 1) * nearly).toBeGreaterThanOrEqual(schedule(before));
    const after = Math.min(part + step, Number.MAX_SAFE_INTEGER - 1);
    expect(schedule(after + 1)).toBeLessThanOrEqual(schedule(after) * nearly);
  });
});

const ending = ["linear", "polynomial", "cosine", "oneCycle", "warmupStableDecay"];
test.each(ending)("%s ends exactly at its final value, and stays", (name) => {
  fc.assert(
    fc.property(rates, shares, lengths, steps, (rate, share, length, step) => {
      const schedule = all[name]!(rate, share * rate, length, 1);
      expect(schedule(length)).toBe(share * rate);
      expect(schedule(Math.max(length, step))).toBe(share * rate);
    }),
  );
});

test("a polynomial of power 1 is a line", () => {
  const line: Make = (rate, _, length) => polynomial(rate, length, 1);
  holds(line, (schedule, rate, length, _, step) => expect(schedule(step)).toBe(linear(rate, length)(step)));
});

test("restarts of one length are a cycle of a cosine", () => {
  holds(recurring["cosineRestarts"]!, (schedule, rate, length, _, step) => {
    expect(schedule(step)).toBe(schedule(step % length));
    expect(schedule(length * 7)).toBe(cosine(rate, length)(0));
  });
});

test("a staircase touches its smooth exponential where a stair begins", () => {
  const [smooth, stairs] = [exponential(0.3, 7, 0.6), exponential(0.3, 7, 0.6, { staircase: true })];
  for (let step = 0; step < 70; step++) {
    if (step % 7 === 0) expect(stairs(step)).toBe(smooth(step));
    else expect(stairs(step)).toBeGreaterThan(smooth(step));
  }
});

test("Noam's form is an inverse square root with the peak it names", () => {
  const [width, warm] = [512, 4000];
  const ours = inverseSquareRoot((width * warm) ** -0.5, warm);
  for (const step of [1, 10, 3999, 4000, 4001, 100_000]) {
    const paper = width ** -0.5 * Math.min(step ** -0.5, step * warm ** -1.5);
    expect(ours(step) / paper).toBeCloseTo(1, 13);
  }
});

test("a cycle without a rise, or a training without a warm-up, begins at the peak", () => {
  expect(oneCycle(0.1, 1)(0)).toBe(0.1);
  expect(oneCycle(0.1, 1)(1)).toBeCloseTo(4e-7, 20);
  expect(warmupStableDecay(0.1, 10, { warmupSteps: 0, decaySteps: 10 })(0)).toBe(0.1);
});

test.each(Object.entries(all))("%s refuses a step that does not exist", (_, make) => {
  const schedule = make(0.1, 0.01, 50, 10);
  for (const step of [-1, 0.5, NaN, Infinity]) {
    expect(() => schedule(step)).toThrow(
      /step \S+ does not exist; steps are whole numbers that count from 0/,
    );
  }
});

const wrong: Record<string, readonly [() => unknown, RegExp]> = {
  linear: [() => linear(-1, 5), /linear: learningRate is -1; it must be finite and at least 0, such as/],
  "linear's end": [() => linear(1, 5, { final: NaN }), /linear: final is NaN; it must be finite/],
  "polynomial's power": [
    () => polynomial(1, 5, 0),
    /power 0 must be finite and above 0; change it, or use constant/,
  ],
  inverseTime: [() => inverseTime(1, 0), /inverseTime: the number of steps is 0; it must be a whole number/],
  "exponential that grows": [() => exponential(1, 5, 1.1), /rate 1.1 must be above 0 and at most 1/],
  "exponential with NaN": [() => exponential(1, 5, NaN), /rate NaN must be above 0/],
  "piecewise from 0": [
    () => piecewise(1, { 0: 2 }),
    /step 0 cannot be a boundary; boundaries are whole numbers of at least 1/,
  ],
  "piecewise's value": [() => piecewise(1, { 3: Infinity }), /changes\[3\] is Infinity; it must be finite/],
  "restarts that shrink": [
    () => cosineRestarts(1, 5, { growth: 0.5 }),
    /growth 0.5 is not a whole number of at least 1/,
  ],
  "a rise without a fall": [
    () => oneCycle(1, 5, { rise: 5 }),
    /leaves none of the 5 for the fall; make rise smaller/,
  ],
  "half a rise": [
    () => oneCycle(1, 5, { rise: 1.5 }),
    /rise is 1.5; it must be a whole number of at least 0/,
  ],
  "cyclic upside down": [() => cyclic(0.1, 5, { low: 0.2 }), /low 0.2 is above the learning rate 0.1; swap/],
  "parts beyond the whole": [
    () => warmupStableDecay(1, 10, { warmupSteps: 6, decaySteps: 5 }),
    /6 steps up and 5 down do not fit in 10; shorten one/,
  ],
  "no warm-up": [() => exponentialWarmup(1, 0), /leave the warm-up out/],
  "a warm-up from nothing": [() => exponentialWarmup(1, 5, { start: 0 }), /start 0 must be above 0/],
  "Noam without a warm-up": [() => inverseSquareRoot(1, 0), /give 1 for almost no warm-up/],
  "andThen at once": [() => andThen(1, 0, 2), /use the next schedule alone/],
  "a negative scale": [() => scale(1, -2), /scale: factor is -2; it must be finite/],
  "an inner number": [() => scale(NaN, 2), /scale: inner is NaN; it must be finite/],
  "a negative floor": [() => clampMin(1, -2), /clampMin: least is -2; it must be finite/],
  "a cycle of nothing": [() => cycle(1, 0), /use the schedule without cycle/],
  "an inner schedule that fails": [
    () => scale((step) => step / 0, 2)(3),
    /at: scale.inner is Infinity at step 3; give a finite number/,
  ],
};
test.each(Object.entries(wrong))("%s is refused with a remedy", (_, [call, message]) => {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});

test("combinators take numbers and each other", () => {
  const schedule = cycle(clampMin(scale(andThen(0.1, 5, warmup(constant(0.2), 5)), 2), 0.15), 20);
  expect([0, 4, 5, 8, 10, 19, 20].map((step) => at(schedule, step))).toEqual([
    0.2, 0.2, 0.15, 0.24, 0.4, 0.4, 0.2,
  ]);
});
