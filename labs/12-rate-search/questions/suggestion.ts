import { asked, type Draw, outcome, short, typed } from "@downhill/grader/questions";
import type { Module } from "./trainings.ts";

type Case = readonly [means: readonly number[], reach: number];

/** Rates for `length` points, each 1.5 times the one before, in a new list. */
const ratesOf = (length: number, low = 0.001): number[] => Array.from({ length }, (_, t) => low * 1.5 ** t);

/* The raw losses are in the opposite order, so that an answer that uses them is noticed. */
const curveOf = (means: readonly number[], low?: number) => ({
  rates: ratesOf(means.length, low),
  losses: means.toReversed(),
  means: [...means],
});
const suggested = ({ suggestion }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([means, reach]) => [
      `suggestion(means ${typed(means)}, ${reach})`,
      outcome(() => suggestion(curveOf(means), reach)),
    ]),
  );

/** Means that stay, fall, and rise again, with some noise. */
const drawnMeans = (draw: Draw, length: number): number[] => {
  const [middle, width, top] = [
    draw.uniform(0.45, 0.55) * length,
    draw.uniform(0.05, 0.09) * length,
    0.75 * length,
  ];
  return Array.from({ length }, (_, t) => {
    const fall = 1 / (1 + Math.exp((t - middle) / width));
    const rise = t > top ? 0.06 * (t - top) ** 1.5 : 0;
    return Number((1 + 2 * fall + rise + draw.uniform(-0.03, 0.03)).toFixed(4));
  });
};

export const suggestionAsked = asked<Module>(
  {
    what: { en: "the suggestion for some means", zh: "几列平均值的 suggestion" },
    ask: (module) =>
      suggested(module, [
        [[5, 5, 4.9, 4.6, 3.5, 2.2, 1.8, 1.7, 3, 9], 1],
        [[5, 5, 4.9, 4.6, 3.5, 2.2, 1.8, 1.7, 3, 9], 2],
        [[9, 8.9, 8.7, 8.2, 7.3, 6.9, 3, 2.9, 2.8, 2.7, 2.6, 4], 1],
        [[9, 8.9, 8.7, 8.2, 7.3, 6.9, 3, 2.9, 2.8, 2.7, 2.6, 4], 3],
        // Here other weights than k, such as those of the two ends alone, lead to other places.
        [[9, 8.9, 8.8, 9.2, 9.5, 9.2, 9.1, 8.9, 9.2, 8, 8.1, 8.3, 8.2, 7.8, 7.3, 7.5, 8.9, 10.9], 3],
      ]),
  },
  {
    what: { en: "the suggestion for random noisy means", zh: "随机的、带噪声的平均值的 suggestion" },
    ask: ({ suggestion }, draw) =>
      [30, 40, 60, 100].map((length) => {
        const low = short(draw, 0.001, 0.5);
        return suggestion(curveOf(drawnMeans(draw, length), low), Math.round(length / 20));
      }),
    axes: [{ en: "list", zh: "列" }],
  },
  {
    what: {
      en: "a steeper fall among the first points, which do not count",
      zh: "开头不计的几点里有更陡的下降",
    },
    ask: (module) =>
      suggested(module, [
        [[20, 10, 9, 8.9, 8, 6, 5.5, 5.4, 5.3, 8], 1],
        [[30, 20, 15, 9, 8.8, 8, 6.5, 5, 4.4, 4.2, 4.1, 4, 9], 2],
        [[9, 9, 1, 0.9, 0.8, 2], 1],
        [[9, 9, 9, 1, 0.9, 0.8, 2], 1],
        [[5, 5, 4.9, 4.2, 4.9, 1, 1.1, 6], 1],
      ]),
  },
  {
    what: { en: "a steeper fall after the lowest mean", zh: "最低点之后有更陡的下降" },
    ask: (module) =>
      suggested(module, [
        [[5, 5, 4.8, 4, 3.5, 3.2, 3.1, 9, 12, 4, 3.5, 3.6], 1],
        [[6, 6, 5.9, 5.5, 4.2, 3.6, 3.1, 3, 8, 14, 14, 6, 4, 3.2, 3.3], 2],
        [[5, 5, 4.5, 4, 3, 6, 9, 3, 9], 1],
      ]),
  },
  {
    what: {
      en: "a fall that lasts to the end, where lines find no points",
      zh: "一直降到最后，末尾的直线缺少点",
    },
    ask: (module) =>
      suggested(module, [
        [[5, 5, 4.9, 4.7, 4.4, 3.9, 3, 1], 1],
        [[5, 5, 4.9, 4.7, 4.4, 3.9, 3, 1], 2],
        [[5, 5, 5, 4.9, 4.7, 4.4, 3.9, 3, 1.5, 0.2], 2],
        [[9, 8, 6], 1],
        [[9, 8, 6, 3], 1],
      ]),
    holds: ["error"],
  },
  {
    what: { en: "a last mean that is NaN or infinite", zh: "最后一个平均值是 NaN 或无穷大" },
    ask: (module) =>
      suggested(module, [
        [[5, 5, 4.9, 4, 3, 2.9, NaN], 1],
        [[5, 5, 4.9, 4.5, 4, 3, NaN], 1],
        [[5, 5, 4.9, 4.5, 4, 3, Infinity], 1],
        [[8, 8, 7.8, 7, 6.5, 5, 4, 3.6, NaN], 2],
      ]),
  },
  {
    what: { en: "means that fall nowhere, or too few of them", zh: "没有任何下降，或者点太少" },
    ask: (module) =>
      suggested(module, [
        [[1, 2, 3, 4, 5, 6], 1],
        [[9, 1, 2, 3, 4, 5, 6], 2],
        [[3, 2, 4, 5, 6], 1],
        [[9, 3, 2, 3.5, 4], 1],
        [[2, 1], 1],
        [[5], 1],
        [[], 1],
        [[NaN], 1],
      ]),
    holds: ["error"],
  },
  {
    what: { en: "means of any size, at rates of any size", zh: "大小悬殊的平均值和学习率" },
    ask: ({ suggestion }) =>
      [1e-9, 1e9].map((scale) => {
        const means = [5, 5, 4.9, 4.6, 3.5, 2.2, 1.8, 1.7, 3, 9].map((mean) => mean * scale);
        return suggestion(curveOf(means, 1 / scale), 1);
      }),
    within: { relative: 1e-9, why: { en: "rates are compared by their ratio", zh: "学习率按比值比较" } },
  },
  {
    what: { en: "the curve afterwards, and two curves in turns", zh: "事后的曲线，以及两条曲线轮流询问" },
    ask({ suggestion }) {
      const one = curveOf([5, 5, 4.9, 4.6, 3.5, 2.2, 1.8, 3]);
      const other = curveOf([7, 6, 4, 3.9, 3.8, 3.7, 5], 0.1);
      const first = suggestion(one, 1);
      const ended = curveOf([5, 5, 4.9, 4.6, 3.5, 2.2, NaN]);
      suggestion(ended, 1);
      return { first, other: suggestion(other, 1), again: suggestion(one, 1), curve: one, ended };
    },
    names: {
      curve: { en: "the curve", zh: "曲线" },
      ended: { en: "the curve that ends in NaN", zh: "以 NaN 结尾的曲线" },
    },
    holds: ["NaN"],
  },
);
