import { asked, coordinateAxis, kept, short, shorts, stepAxis, typed } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import { drawnBowl, drawnRates, makers, type Module, names, ruleNames, walk } from "./rules.ts";

const axes = [stepAxis, coordinateAxis];
/** Which entries are exactly 0: a tolerance would let tiny ones pass. */
const zeros = (places: readonly unknown[]): unknown =>
  places.map((place) => (Array.isArray(place) ? place.flatMap((each, j) => (each === 0 ? [j] : [])) : place));

const everyRule = (
  { withProximal }: Module,
  l1: number,
  gradient: (theta: Vector) => Vector,
  start: Vector,
  rates: readonly number[],
): unknown =>
  Object.fromEntries(
    ruleNames.map((name) => {
      const { rule, asked } = makers[name]();
      const places = walk(withProximal(rule, l1), gradient, start, rates);
      return [name, { places, zeros: zeros(places), "the rule was given": asked }];
    }),
  );

export const proximalAsked = asked<Module>(
  {
    what: { en: "a proximal step of descent", zh: "梯度下降的一个近端步" },
    ask: ({ withProximal }) =>
      Object.fromEntries(
        (
          [
            [[5, 2, -4, 0.2], [0, 0, 0, 0], 0.5, 1],
            [[5, 2, -4, 0.2], [1, -3, 2, 1], 0.5, 1],
            [[0.1, 0, 0.5], [2, 0.5, -0.25], 0.25, 2],
            [[0.1, 1], [0, 0], 0.125, 8],
          ] as const
        ).map(([theta, gradient, rate, l1]) => [
          `withProximal(descent, ${l1})(${typed(theta)}, ${typed(gradient)}, ${rate})`,
          withProximal(makers.descent().rule, l1)([...theta], [...gradient], rate),
        ]),
      ),
    axes: [coordinateAxis],
  },
  {
    what: { en: "six steps at different rates, with three rules", zh: "三种规则，以不同的学习率走六步" },
    ask(module, draw) {
      const { gradient, start } = drawnBowl(draw, 5);
      return everyRule(module, short(draw, 0.3, 1.2), gradient, start, drawnRates(draw, 6));
    },
    axes,
    names: { ...names, zeros: { en: "the places of exact zeros", zh: "恰好为 0 的位置" } },
    holds: ["empty"],
  },
  {
    what: { en: "weights that become exactly 0 and stay there", zh: "恰好变成 0 并保持为 0 的权重" },
    ask: (module) =>
      everyRule(
        module,
        0.7,
        (theta) => theta.map((place, j) => (j === 0 ? place : 0.3 * (place - 0.9))),
        [2, 0.1, -0.3, 0.05, 3],
        Array.from({ length: 8 }, () => 0.3),
      ),
    axes,
    names: { ...names, zeros: { en: "the places of exact zeros", zh: "恰好为 0 的位置" } },
    holds: ["empty"],
  },
  {
    what: { en: "a bias alone, λ₁ = 0, and a rate of 0", zh: "只有偏置、λ₁ = 0、学习率为 0" },
    ask(module) {
      const gradient = (theta: Vector): Vector => theta.map((place) => place - 1);
      return {
        "a bias alone": everyRule(module, 2, gradient, [3], [0.5, 0.25]),
        "no penalty": everyRule(module, 0, gradient, [3, 2], [0.5, 0.25]),
        "a rate of 0": everyRule(module, 2, gradient, [3, 2], [0]),
      };
    },
    axes,
    names: {
      ...names,
      zeros: { en: "the places of exact zeros", zh: "恰好为 0 的位置" },
      "a bias alone": { en: "a bias alone", zh: "只有偏置" },
      "no penalty": { en: "λ₁ = 0", zh: "λ₁ = 0" },
      "a rate of 0": { en: "a rate of 0", zh: "学习率为 0" },
    },
    holds: ["empty"],
  },
  {
    what: {
      en: "θ and the gradient afterwards, two steps in turns, and the first place looked at again",
      zh: "走完之后的 θ 和梯度，轮流走的两个步子，以及再看一遍的第一个位置",
    },
    ask({ withProximal }, draw) {
      const [theta, gradient] = [shorts(draw, 4, -3, 3), shorts(draw, 4, -3, 3)];
      const [one, other] = [withProximal(makers.momentum().rule, 1), withProximal(makers.momentum().rule, 3)];
      const first = kept(one(theta, gradient, 0.5));
      return {
        first,
        other: other(theta, gradient, 0.5),
        second: one(theta, gradient, 0.4),
        theta,
        gradient,
      };
    },
    axes: [coordinateAxis],
  },
);
