import * as schedules from "@downhill/schedules";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const { at, constant, onPlateau, plot, reset } = schedules;
type Make = (...args: never[]) => schedules.Schedule;

/** A schedule's arguments, and the step that it is asked for. */
const asked = (make: unknown, ...args: readonly unknown[]): Sample => [
  (step: number, ...given: never[]) => (make as Make)(...given)(step),
  3,
  ...args,
];
const half = constant(0.5);

const samples: Readonly<Record<string, Sample>> = {
  constant: asked(schedules.constant, 0.1),
  linear: asked(schedules.linear, 0.1, 10, { final: 0.01 }),
  polynomial: asked(schedules.polynomial, 0.1, 10, 2, { final: 0.01 }),
  inverseTime: asked(schedules.inverseTime, 0.1, 10),
  exponential: asked(schedules.exponential, 0.1, 10, 0.5, { staircase: true }),
  piecewise: asked(schedules.piecewise, 0.1, { 2: 0.01 }),
  cosine: asked(schedules.cosine, 0.1, 10, { final: 0.01 }),
  cosineRestarts: asked(schedules.cosineRestarts, 0.1, 10, { growth: 2, final: 0.01 }),
  oneCycle: asked(schedules.oneCycle, 0.1, 10, { rise: 3, start: 0.01, final: 0 }),
  inverseSquareRoot: asked(schedules.inverseSquareRoot, 0.1, 10),
  cyclic: asked(schedules.cyclic, 0.1, 10, { low: 0.01, shrink: 0.5 }),
  warmupStableDecay: asked(schedules.warmupStableDecay, 0.1, 10, { warmupSteps: 2, decaySteps: 3, final: 0 }),
  warmup: asked(schedules.warmup, half, 10),
  exponentialWarmup: asked(schedules.exponentialWarmup, half, 10, { start: 0.1 }),
  andThen: asked(schedules.andThen, half, 2, half),
  scale: asked(schedules.scale, half, 0.5),
  clampMin: asked(schedules.clampMin, half, 0.1),
  cycle: asked(schedules.cycle, half, 2),
  at: [at, half, 3, "name"],
  plot: [plot, half, 10, { title: "t" }],
  onPlateau: [
    (options: object, rate: number, loss: number) => {
      const { init, update } = onPlateau(options);
      return update(init(rate), loss);
    },
    {
      factor: 0.5,
      patience: 2,
      cooldown: 1,
      minDelta: 0.1,
      relative: true,
      mode: "min",
      average: 2,
      final: 0,
    },
    0.1,
    2,
  ],
  reset: [
    (feedback: ReturnType<typeof onPlateau>, options: { below: number }, rate: number, loss: number) => {
      const { init, update } = reset(feedback, options);
      return update(init(rate), loss);
    },
    onPlateau(),
    { below: 0.01, shrink: 0.5 },
    0.1,
    2,
  ],
  ScheduleError: [
    () => {
      throw new schedules.ScheduleError("not-finite", { en: "why", zh: "原因" });
    },
  ],
};

test("every function of the package is walked", () => {
  expect(Object.keys(samples).sort()).toEqual(Object.keys(schedules).sort());
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample, { valid: !name.endsWith("Error") })).toEqual([]);
});
