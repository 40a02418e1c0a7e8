import { asked, type Draw, kept, sampled, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Bowl } from "../key/solution.ts";
import { constantly, falling, type Given, type Module } from "./cases.ts";

export const drawnBowl = (draw: Draw): Bowl => ({
  curvature: short(draw, 0.3, 2),
  noise: short(draw, 0.2, 4),
  start: short(draw, 1, 9),
});

type Case = readonly [schedule: Given, bowl: Bowl, steps: number];
const called = ([{ text }, bowl, steps]: Case): string => `expectedErrors(${text}, ${typed(bowl)}, ${steps})`;
const errorsOf = ({ expectedErrors }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map((each) => [called(each), expectedErrors(each[0].schedule, { ...each[1] }, each[2])]),
  );

/** Rates one by one. */
const listed = (list: readonly number[]): Given => ({
  text: `(step) => ${typed(list)}[step]`,
  schedule: (step) => list[step]!,
});

const usual: Bowl = { curvature: 1, noise: 2, start: 5 };

export const noise = asked<Module>(
  {
    what: { en: "a constant rate", zh: "固定的学习率" },
    ask: (module, draw) =>
      errorsOf(module, [
        [constantly(0.1), { curvature: 2, noise: 3, start: 5 }, 4],
        [constantly(short(draw, 0.05, 0.6)), drawnBowl(draw), 6],
      ]),
    axes: [stepAxis],
  },
  {
    what: { en: "another rate at each step", zh: "每一步的学习率都不同" },
    ask: (module, draw) =>
      errorsOf(module, [
        ...[1, 2, 3, 7].map((length): Case => [
          listed(shorts(draw, length, 0.05, 0.9)),
          drawnBowl(draw),
          length,
        ]),
        [falling(draw), drawnBowl(draw), 12],
      ]),
    axes: [stepAxis],
  },
  {
    what: {
      en: "no step; rate 0; no noise; rates at 1/λ, at 2/λ and beyond",
      zh: "零步；学习率为 0；没有噪声；学习率等于 1/λ、等于 2/λ、更大",
    },
    ask: (module) =>
      errorsOf(module, [
        [constantly(0.1), usual, 0],
        [constantly(0.1), usual, 1],
        [constantly(0), usual, 3],
        [constantly(0.25), { ...usual, noise: 0 }, 4],
        [constantly(0.5), { ...usual, curvature: 2 }, 3],
        [constantly(1), { ...usual, curvature: 2 }, 3],
        [constantly(1.25), { ...usual, curvature: 2 }, 4],
        [listed([0.5, 0, 2]), { ...usual, curvature: 2, noise: 0 }, 3],
      ]),
    axes: [stepAxis],
  },
  {
    what: { en: "numbers of any size, and a rate that is NaN", zh: "大小悬殊的数，以及 NaN 的学习率" },
    ask: (module) =>
      errorsOf(module, [
        [constantly(1e-6), { curvature: 1e6, noise: 1e12, start: 1e-3 }, 3],
        [constantly(1e5), { curvature: 1e-6, noise: 1e-9, start: 1e9 }, 3],
        [constantly(30), { curvature: 7, noise: 1e80, start: 1 }, 3],
        [listed([0.1, NaN, 0.1]), usual, 3],
      ]),
    axes: [stepAxis],
    within: { relative: 1e-9, why: { en: "float64 rounds by far less", zh: "float64 的舍入误差远小于此" } },
    holds: ["NaN"],
  },
  {
    what: { en: "the steps that the schedule is asked for", zh: "向学习率调度问了哪几步" },
    ask: ({ expectedErrors }) =>
      Object.fromEntries(
        [0, 1, 5].map((steps) => {
          const places: number[] = [];
          const schedule = (step: number): number => (places.push(step), 0.1);
          expectedErrors(schedule, { ...usual }, steps);
          return [called([constantly(0.1), usual, steps]), places];
        }),
      ),
    holds: ["empty"],
  },
  {
    what: {
      en: "two answers, each looked at again once the first was overwritten, and the bowl afterwards",
      zh: "两次的返回值，把第一次的改掉之后再看一遍；以及之后的碗",
    },
    ask({ expectedErrors }, draw) {
      const bowl = drawnBowl(draw);
      const answers = [0.2, 0.3].map((rate) => expectedErrors(() => rate, bowl, 3));
      const seen = answers.map((answer) => kept(answer));
      if (Array.isArray(answers[0])) answers[0].fill(99);
      return { second: seen[1], again: expectedErrors(() => 0.2, bowl, 3), "bowl afterwards": { ...bowl } };
    },
    names: {
      second: { en: "the second answer", zh: "第二次的返回值" },
      again: { en: "the first call once more", zh: "再次调用第一次的" },
      "bowl afterwards": { en: "the bowl afterwards", zh: "之后的碗" },
    },
    axes: [stepAxis],
  },
  {
    what: { en: "150,000 steps", zh: "150,000 步" },
    ask({ expectedErrors }, draw) {
      const [a, bowl] = [short(draw, 0.1, 0.5), drawnBowl(draw)];
      return sampled(
        expectedErrors((step) => a / (1 + step / 50), bowl, 150_000),
        15_000,
      );
    },
    costly: true,
  },
);
