import { type Draw, fieldsOf, short, shorts } from "@downhill/grader/questions";
import type * as Solution from "../key/solution.ts";
import type { Settings, Training } from "../key/solution.ts";
import { halved, type Rule, trainingOf } from "../provided/clothes.ts";

export type Module = typeof Solution;

/** A training whose steps are watched. */
export interface Watched extends Omit<Training, "step"> {
  readonly step: (rate: number) => number;
  /** The rates that it was asked to step with. */
  readonly asked: number[];
  /** A copy of all numbers of its state. */
  readonly now: () => number[][];
}

const watched = (state: readonly Float64Array[], step: (rate: number, t: number) => number): Watched => {
  const asked: number[] = [];
  return {
    state,
    asked,
    now: () => state.map((list) => [...list]),
    step(rate) {
      asked.push(rate);
      return step(rate, asked.length - 1);
    },
  };
};

/** Steps whose losses are these, whatever the rate; each of them writes into all of the state. */
export const along = (losses: readonly number[]): Watched => {
  const state = [Float64Array.of(1, 2, 3), Float64Array.of(4), Float64Array.of(5, 6)];
  return watched(state, (_, t) => {
    for (const list of state) list.set(list.map((each, i) => 10 * each + t + i));
    return losses[t] ?? 0;
  });
};

/** The same, but the step after the last loss throws. */
export const broken = (losses: readonly number[]): Watched => {
  const { state, step } = along(losses);
  return watched(state, (rate, t) => {
    const loss = step(rate);
    if (t >= losses.length) throw new RangeError("no more batches");
    return loss;
  });
};

/**
 * Momentum on ½ Σ cᵢ(xᵢ − bᵢ)², whose centre moves from batch to batch: the places in two lists of different lengths, the
 * velocities in a third, and the number of steps in a fourth, all of which a step changes.
 */
export function bowl(
  curvatures: readonly number[],
  start: readonly number[],
  noise = 0,
  momentum = 0,
): Watched {
  const [first, rest] = [Float64Array.from(start.slice(0, 1)), Float64Array.from(start.slice(1))];
  const [velocities, count] = [new Float64Array(start.length), Float64Array.of(0)];
  return watched([first, rest, velocities, count], (rate) => {
    const t = count[0]!++;
    let loss = 0;
    for (const [i, curvature] of curvatures.entries()) {
      const [list, at] = i === 0 ? [first, 0] : [rest, i - 1];
      const away = list[at]! - noise * Math.sin(3 * t + i);
      loss += (curvature * away * away) / 2;
      velocities[i] = momentum * velocities[i]! + curvature * away;
      list[at]! -= rate * velocities[i];
    }
    return loss;
  });
}

/** A noisy bowl in two to four directions, with momentum, and settings that lead beyond its stability limit. */
export const drawnBowl = (draw: Draw, size: number): readonly [training: Watched, settings: Settings] => [
  bowl(shorts(draw, size, 0.5, 2), shorts(draw, size, 2, 5), short(draw, 0.1, 0.3), short(draw, 0, 0.6)),
  {
    low: short(draw, 0.001, 0.01),
    high: short(draw, 20, 60),
    steps: draw.integer(30, 40),
    beta: short(draw, 0.3, 0.9),
    growth: short(draw, 2, 5),
  },
];

/** What is observed of a range test: its curve, the rates of the steps, and the state afterwards. */
export const seenOf = ({ rangeTest }: Module, training: Watched, settings: Settings): unknown => {
  const { state, step } = training;
  const curve = rangeTest({ state, step: (rate) => step(rate) }, { ...settings });
  return {
    curve: parts(curve),
    "rates of the steps": [...training.asked],
    "state at the end": training.now(),
  };
};
export const parts = (curve: unknown): unknown => fieldsOf(curve, "rates", "losses", "means");

export const names = {
  curve: { en: "the curve", zh: "曲线" },
  rates: { en: "rates", zh: "学习率" },
  losses: { en: "losses", zh: "损失" },
  means: { en: "means", zh: "平均值" },
  "rates of the steps": { en: "the rates that steps were taken with", zh: "各步所用的学习率" },
  "state at the end": { en: "the state at the end", zh: "结束时的状态" },
};

/* The images are opened when this file loads, before a learner's code can reach them. */
const images = halved("test");
images.catch(() => undefined);

/** A training on images, from the random start of a seed. */
export const clothes = async (seed: number, rule?: Rule) => trainingOf(await images, seed, rule);
