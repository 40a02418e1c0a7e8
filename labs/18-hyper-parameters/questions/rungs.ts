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

/** A question about fixed plans, each as its trials, budget and factor. */
const fixed = (en: string, zh: string, ...texts: readonly string[]) => ({
  what: { en, zh },
  ask: (module: Module) =>
    plans(
      module,
      texts.map((text) => {
        const [trials = NaN, budget = NaN, factor = NaN] = text.split(" ").map(Number);
        return { trials, budget, factor };
      }),
    ),
  axes,
});
const powers = ["8 240 2", "9 360 3", "27 900 3", "81 5000 3", "16 500 4"];
const others = ["5 100 2", "7 100 2", "7 244 3", "10 100 3", "11 301 2", "17 500 3", "26 500 3"];
const few = ["1 40 2", "2 41 2", "3 40 2", "4 40 2", "3 40 3", "5 40 3", "6 40 3", "4 40 9", "1 1 5"];
const many = ["243 9000 3", "125 9000 5", "625 9000 5", "1000 9000 10", "1e6 5e7 10", "999999 4e12 7"];
const tight = ["8 24 2", "8 23 2", "9 18 3", "9 17 3", "10 29 2", "2 1 2", "1 0 2"];

export const rungsAsked = asked<Module>(
  fixed("rungs of 8, 9, 27 and 81 trials", "8、9、27、81 个试验", ...powers),
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
  fixed("numbers of trials that are not a power of the factor", "试验数不是 factor 的幂", ...others),
  fixed("few trials, and a factor above their number", "很少的试验，以及大于试验数的 factor", ...few),
  fixed("many trials: powers of 3, 5 and 10, and a million", "很多试验：3、5、10 的幂，以及一百万", ...many),
  {
    ...fixed(
      "budgets that are just enough, and just too small",
      "刚好够的预算，以及刚好不够的预算",
      ...tight,
    ),
    holds: ["error"],
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
