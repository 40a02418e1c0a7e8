import { asked, kept, outcome, typed } from "@downhill/grader/questions";
import type { Module } from "./trainings.ts";

interface Plan {
  readonly trials: number;
  readonly budget: number;
  readonly factor: number;
}
const axes = [{ en: "rung", zh: "轮" }];
const plans = ({ rungs }: Module, all: readonly Plan[]): unknown =>
  Object.fromEntries(all.map((plan) => [`rungs(${typed(plan)})`, outcome(() => rungs({ ...plan }))]));

export const rungsAsked = asked<Module>(
  {
    what: { en: "rungs of 8, 9, 27 and 81 trials", zh: "8、9、27、81 个试验" },
    ask: (module) =>
      plans(module, [
        { trials: 8, budget: 240, factor: 2 },
        { trials: 9, budget: 360, factor: 3 },
        { trials: 27, budget: 900, factor: 3 },
        { trials: 81, budget: 5000, factor: 3 },
        { trials: 16, budget: 500, factor: 4 },
      ]),
    axes,
  },
  {
    what: { en: "rungs of random plans", zh: "随机的计划" },
    ask: (module, draw) =>
      plans(
        module,
        [2, 2, 3, 3, 4].map((factor) => ({
          trials: draw.integer(10, 90),
          budget: draw.integer(1000, 9000),
          factor,
        })),
      ),
    axes,
  },
  {
    what: { en: "numbers of trials that are not a power of the factor", zh: "试验数不是 factor 的幂" },
    ask: (module) =>
      plans(module, [
        { trials: 5, budget: 100, factor: 2 },
        { trials: 7, budget: 100, factor: 2 },
        { trials: 7, budget: 244, factor: 3 },
        { trials: 10, budget: 100, factor: 3 },
        { trials: 11, budget: 301, factor: 2 },
        { trials: 17, budget: 500, factor: 3 },
        { trials: 26, budget: 500, factor: 3 },
      ]),
    axes,
  },
  {
    what: { en: "few trials, and a factor above their number", zh: "很少的试验，以及大于试验数的 factor" },
    ask: (module) =>
      plans(module, [
        { trials: 1, budget: 40, factor: 2 },
        { trials: 2, budget: 41, factor: 2 },
        { trials: 3, budget: 40, factor: 2 },
        { trials: 4, budget: 40, factor: 2 },
        { trials: 3, budget: 40, factor: 3 },
        { trials: 5, budget: 40, factor: 3 },
        { trials: 6, budget: 40, factor: 3 },
        { trials: 4, budget: 40, factor: 9 },
        { trials: 1, budget: 1, factor: 5 },
      ]),
    axes,
  },
  {
    what: {
      en: "many trials: powers of 3, 5 and 10, and a million",
      zh: "很多试验：3、5、10 的幂，以及一百万",
    },
    ask: (module) =>
      plans(module, [
        { trials: 243, budget: 9000, factor: 3 },
        { trials: 125, budget: 9000, factor: 5 },
        { trials: 625, budget: 9000, factor: 5 },
        { trials: 1000, budget: 9000, factor: 10 },
        { trials: 1_000_000, budget: 50_000_000, factor: 10 },
        { trials: 999_999, budget: 4e12, factor: 7 },
      ]),
    axes,
  },
  {
    what: { en: "budgets that are just enough, and just too small", zh: "刚好够的预算，以及刚好不够的预算" },
    ask: (module) =>
      plans(module, [
        { trials: 8, budget: 24, factor: 2 },
        { trials: 8, budget: 23, factor: 2 },
        { trials: 9, budget: 18, factor: 3 },
        { trials: 9, budget: 17, factor: 3 },
        { trials: 10, budget: 29, factor: 2 },
        { trials: 2, budget: 1, factor: 2 },
        { trials: 1, budget: 0, factor: 2 },
      ]),
    holds: ["error"],
    axes,
  },
  {
    what: { en: "the plan afterwards, and rungs that were planned before", zh: "之后的计划，以及先前的各级" },
    ask({ rungs }) {
      const plan = { trials: 9, budget: 360, factor: 3 };
      const first = kept(rungs(plan));
      const other = rungs({ trials: 4, budget: 99, factor: 2 });
      return { first, other, again: rungs(plan), plan };
    },
    axes,
    names: { plan: { en: "the plan afterwards", zh: "之后的计划" } },
  },
);
