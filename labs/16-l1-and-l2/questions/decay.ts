import { asked, coordinateAxis, kept, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Penalties, Rule, Step, Vector } from "../key/solution.ts";
import { drawnBowl, drawnRates, makers, type Module, names, ruleNames, walk } from "./rules.ts";

const axes = [stepAxis, coordinateAxis];
/** What each rule leads to, with its penalties and with decay: the places, and what the rule was given. */
const everyRule = (
  { withPenalty, withDecay }: Module,
  penalties: Penalties,
  decay: number,
  gradient: (theta: Vector) => Vector,
  start: Vector,
  rates: readonly number[],
): unknown =>
  Object.fromEntries(
    ruleNames.map((name) => {
      const seen = (make: (rule: Rule) => Step): unknown => {
        const { rule, asked } = makers[name]();
        return { places: walk(make(rule), gradient, start, rates), "the rule was given": asked };
      };
      return [
        name,
        {
          withPenalty: seen((rule) => withPenalty(rule, { ...penalties })),
          withDecay: seen((rule) => withDecay(rule, decay)),
        },
      ];
    }),
  );

export const decayAsked = asked<Module>(
  {
    what: { en: "a step of descent", zh: "梯度下降走一步" },
    ask: ({ withPenalty, withDecay }) =>
      Object.fromEntries(
        (
          [
            [[5, 2, -4], [0, 0, 0], 0.5, 0.1],
            [[5, 2, -4], [1, -3, 2], 0.5, 0.1],
            [[-2, 1], [0.5, 0.25], 0.1, 2],
          ] as const
        ).flatMap(([theta, gradient, rate, lambda]) => {
          const call = `(${typed(theta)}, ${typed(gradient)}, ${rate})`;
          return [
            [
              `withPenalty(descent, { l1: 0, l2: ${lambda} })${call}`,
              withPenalty(makers.descent().rule, { l1: 0, l2: lambda })([...theta], [...gradient], rate),
            ],
            [
              `withPenalty(descent, { l1: ${lambda}, l2: 0 })${call}`,
              withPenalty(makers.descent().rule, { l1: lambda, l2: 0 })([...theta], [...gradient], rate),
            ],
            [
              `withDecay(descent, ${lambda})${call}`,
              withDecay(makers.descent().rule, lambda)([...theta], [...gradient], rate),
            ],
          ];
        }),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "four steps at different rates, with three rules",
      zh: "三种规则，以不同的学习率走四步",
    },
    ask(module, draw) {
      const { gradient, start } = drawnBowl(draw, 3);
      const penalties = { l1: short(draw, 0.1, 0.5), l2: short(draw, 0.2, 1) };
      return everyRule(module, penalties, short(draw, 0.2, 1), gradient, start, drawnRates(draw, 4));
    },
    axes,
    names,
  },
  {
    what: { en: "three rules where the loss is flat", zh: "损失完全平坦时的三种规则" },
    ask: (module) =>
      everyRule(
        module,
        { l1: 0.5, l2: 0.5 },
        0.5,
        (theta) => theta.map(() => 0),
        [3, 2, -1],
        [0.5, 0.25, 0.5],
      ),
    axes,
    names,
  },
  {
    what: { en: "a bias alone, penalties of 0, and a rate of 0", zh: "只有偏置、强度为 0、学习率为 0" },
    ask(module) {
      const flat = (theta: Vector): Vector => theta.map((place) => place - 1);
      return {
        "a bias alone": everyRule(module, { l1: 1, l2: 1 }, 1, flat, [3], [0.5, 0.25]),
        "penalties of 0": everyRule(module, { l1: 0, l2: 0 }, 0, flat, [3, 2], [0.5, 0.25]),
        "a rate of 0": everyRule(module, { l1: 1, l2: 1 }, 1, flat, [3, 2], [0]),
      };
    },
    axes,
    names: {
      ...names,
      "a bias alone": { en: "a bias alone", zh: "只有偏置" },
      "penalties of 0": { en: "penalties of 0", zh: "强度为 0" },
      "a rate of 0": { en: "a rate of 0", zh: "学习率为 0" },
    },
  },
  {
    what: {
      en: "two steps made from rules of their own, taken in turns",
      zh: "由各自的规则做成的两个步子，轮流走",
    },
    ask({ withPenalty, withDecay }, draw) {
      const { gradient, start } = drawnBowl(draw, 2);
      const rates = drawnRates(draw, 2);
      const made = [
        withPenalty(makers.momentum().rule, { l1: 0.2, l2: 0.5 }),
        withPenalty(makers.momentum().rule, { l1: 0, l2: 1 }),
        withDecay(makers.momentum().rule, 0.5),
        withDecay(makers.momentum().rule, 1.5),
      ];
      return [0, 1].map(() => made.map((step) => walk(step, gradient, start, rates)));
    },
    axes: [{ en: "round", zh: "轮" }, { en: "of the four", zh: "个" }, ...axes],
  },
  {
    what: {
      en: "θ and the gradient afterwards, and the first place after a second step",
      zh: "走完之后的 θ 和梯度，以及走第二步之后的第一个位置",
    },
    ask({ withPenalty, withDecay }, draw) {
      const [theta, gradient] = [shorts(draw, 3, -3, 3), shorts(draw, 3, -3, 3)];
      const penalties = { l1: 0.2, l2: 0.5 };
      const seen = [
        withPenalty(makers.momentum().rule, penalties),
        withDecay(makers.momentum().rule, 0.5),
      ].map((step) => {
        const first = kept(step(theta, gradient, 0.5));
        return { first, second: step(theta, gradient, 0.4) };
      });
      return { withPenalty: seen[0], withDecay: seen[1], theta, gradient, penalties };
    },
    axes: [coordinateAxis],
  },
);
