import { asked, type Draw, kept, sampled, short, shorts, typed } from "@downhill/grader/questions";
import type { Range } from "../key/solution.ts";
import type { Module } from "./trainings.ts";

const places = [{ en: "place", zh: "项" }];

const ramps = ({ ramp }: Module, ranges: readonly Range[]): unknown =>
  Object.fromEntries(ranges.map((range) => [`ramp(${typed(range)})`, ramp({ ...range })]));

export const rampAsked = asked<Module>(
  {
    what: { en: "ramps over some powers of ten", zh: "跨越几个数量级的 ramp" },
    ask: (module) =>
      ramps(module, [
        { low: 0.001, high: 10, steps: 5 },
        { low: 1, high: 16, steps: 5 },
        { low: 1e-6, high: 1, steps: 4 },
        { low: 0.5, high: 0.75, steps: 3 },
      ]),
    axes: places,
  },
  {
    what: { en: "random ramps", zh: "随机的 ramp" },
    ask: (module, draw) =>
      ramps(
        module,
        [2, 3, 6, 11].map((steps) => ({ low: short(draw, 0.01, 0.5), high: short(draw, 2, 90), steps })),
      ),
    axes: places,
  },
  {
    what: {
      en: "ramps of one step and of two, and between equal rates",
      zh: "只有一步、两步的 ramp，以及首尾相同的 ramp",
    },
    ask: (module) =>
      ramps(module, [
        { low: 0.01, high: 1, steps: 1 },
        { low: 0.01, high: 1, steps: 2 },
        { low: 0.3, high: 0.3, steps: 4 },
        { low: 0.3, high: 0.3, steps: 1 },
      ]),
    axes: places,
  },
  {
    what: { en: "ramps with rates of any size", zh: "大小悬殊的 ramp" },
    ask: (module) =>
      ramps(module, [
        { low: 1e-12, high: 1e-9, steps: 4 },
        { low: 1e-8, high: 1e8, steps: 5 },
        { low: 300, high: 3e6, steps: 3 },
        { low: 2e-150, high: 3e150, steps: 4 },
      ]),
    within: {
      relative: 1e-9,
      why: { en: "rates are compared by their ratio", zh: "学习率按比值比较" },
    },
    axes: places,
  },
  {
    what: { en: "a ramp of 100,000 steps", zh: "100,000 步的 ramp" },
    ask: ({ ramp }, draw) =>
      sampled(ramp({ low: short(draw, 0.001, 0.01), high: short(draw, 1, 9), steps: 100_000 }), 10_000),
  },
  {
    what: {
      en: "the range afterwards, and a ramp that is asked for again",
      zh: "事后的 range，以及再求一次的 ramp",
    },
    ask({ ramp }) {
      const range = { low: 0.1, high: 10, steps: 3 };
      const first = kept(ramp(range));
      const other = ramp({ low: 1, high: 8, steps: 4 });
      return { first, other, again: ramp(range), range, "a new list each time": ramp(range) !== ramp(range) };
    },
    axes: places,
    names: { "a new list each time": { en: "a new list each time", zh: "每次都是新的列表" } },
  },
);

type Case = readonly [losses: readonly number[], beta: number];
const means = ({ smoothed }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([losses, beta]) => [`smoothed(${typed(losses)}, ${beta})`, smoothed([...losses], beta)]),
  );
const drawnLosses = (draw: Draw, length: number): Case => [
  shorts(draw, length, 0.1, 5),
  short(draw, 0.2, 0.95),
];

export const smoothedAsked = asked<Module>(
  {
    what: { en: "running means of some losses", zh: "几列损失的移动平均" },
    ask: (module) =>
      means(module, [
        [[4, 2, 1], 0.5],
        [[1, 0, 0, 0, 0], 0.9],
        [[2, 3, 5, 4, 1, 7], 0.75],
      ]),
    axes: places,
  },
  {
    what: { en: "running means of random losses", zh: "随机损失的移动平均" },
    ask: (module, draw) =>
      means(
        module,
        [2, 5, 12].map((length) => drawnLosses(draw, length)),
      ),
    axes: places,
  },
  {
    what: {
      en: "means of equal losses, of one loss, and without a memory",
      zh: "相同的损失、只有一个损失、没有记忆（β = 0）",
    },
    ask: (module) =>
      means(module, [
        [[3, 3, 3, 3, 3], 0.9],
        [[7], 0.98],
        [[7], 0],
        [[5, 1, 3], 0],
        [[0, 0, 2], 0.5],
        [[1, 2], 0.999],
        [[-1, 2, -3], 0.8],
      ]),
    axes: places,
  },
  {
    what: { en: "means of no losses", zh: "没有损失时的平均" },
    ask: ({ smoothed }) => smoothed([], 0.9),
    holds: ["empty"],
  },
  {
    what: { en: "means of losses of any size, NaN among them", zh: "大小悬殊的损失的平均，其中有 NaN" },
    ask: (module) =>
      means(module, [
        [[1e12, 1, 1e-12], 0.5],
        [[2e-9, 4e-9, 1e-9], 0.9],
        [[3, NaN, 1], 0.9],
        [[NaN, 1], 0.5],
      ]),
    within: { relative: 1e-9, why: { en: "means are compared by their ratio", zh: "平均值按比值比较" } },
    holds: ["NaN"],
    axes: places,
  },
  {
    what: { en: "means of 100,000 losses", zh: "100,000 个损失的平均" },
    ask({ smoothed }, draw) {
      const [at, beta] = [short(draw, 1, 3), short(draw, 0.9, 0.99)];
      return sampled(
        smoothed(
          Array.from({ length: 100_000 }, (_, i) => at + (i % 7)),
          beta,
        ),
        10_000,
      );
    },
  },
  {
    what: {
      en: "the losses afterwards, and the first means after others",
      zh: "事后的损失，以及又求过别的之后，先前的平均",
    },
    ask({ smoothed }) {
      const losses = [4, 2, 8, 1];
      const first = kept(smoothed(losses, 0.5));
      const other = smoothed([1, 9], 0.9);
      const single = [5, 1, 3];
      const unsmoothed = smoothed(single, 0);
      single.fill(9);
      return { first, other, again: smoothed(losses, 0.5), losses, unsmoothed };
    },
    axes: places,
    names: {
      unsmoothed: {
        en: "means with β = 0, after their losses have changed",
        zh: "β = 0 的平均，损失后来改过",
      },
    },
  },
);
