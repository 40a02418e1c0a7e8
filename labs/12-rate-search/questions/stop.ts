import { asked, short, typed } from "@downhill/grader/questions";
import type { Module } from "./trainings.ts";

type Means = readonly [means: readonly number[], growth: number];
const stops = ({ stopAt }: Module, cases: readonly Means[]): unknown =>
  Object.fromEntries(
    cases.map(([list, growth]) => [`stopAt(${typed(list)}, ${growth})`, stopAt([...list], growth)]),
  );

export const stopAsked = asked<Module>(
  {
    what: { en: "where means stop that fall and rise", zh: "先降后升的平均值停在哪里" },
    ask: (module) =>
      stops(module, [
        [[2, 1, 3, 5, 9], 4],
        [[2, 3, 1, 2.5, 3.5, 2], 3],
        [[10, 8, 6, 4, 12, 20, 30], 4],
        [[1, 2, 3, 4, 5, 6], 3],
        [[5, 4, 9, 1, 1.5, 2.5], 2],
        [[1, 0.5, 0.25, 0.9, 1.1, 0.2], 4],
      ]),
  },
  {
    what: { en: "where random means stop", zh: "随机的平均值停在哪里" },
    ask: (module, draw) =>
      stops(
        module,
        Array.from({ length: 8 }, () => {
          const falling = draw.list(draw.integer(2, 5), (i) =>
            Number((8 / (i + 1) + draw.uniform(0, 2)).toFixed(3)),
          );
          const rising = draw.list(9, (i) =>
            Number((falling.at(-1)! * 1.4 ** i + draw.uniform(0, 1)).toFixed(3)),
          );
          return [[...falling, ...rising], short(draw, 1.5, 5)];
        }),
      ),
  },
  {
    what: {
      en: "where means never stop, or stop at once, or in the last place",
      zh: "从不停下、立刻停下、停在最后一项",
    },
    ask: (module) =>
      stops(module, [
        [[3, 2, 1, 2, 3], 4],
        [[5], 2],
        [[], 4],
        [[4, 1, 5], 4],
        [[7, 3, 2], 1],
        [[NaN, 1], 4],
        [[Infinity, 1], 4],
      ]),
  },
  {
    what: {
      en: "a mean that is exactly at the bound, and growth 1",
      zh: "恰好等于界限的平均值，以及 growth 为 1",
    },
    ask: (module) =>
      stops(module, [
        [[2, 1, 4, 4.000001], 4],
        [[8, 2, 6, 2, 7], 3],
        [[3, 3, 2, 2, 3], 1],
        [[1, 0, 0, 0], 4],
        [[1, 0, 1e-9], 4],
      ]),
  },
  {
    what: { en: "where means are NaN or infinite", zh: "出现 NaN 或无穷大的平均值" },
    ask: (module) =>
      stops(module, [
        [[3, 2, NaN, 1], 4],
        [[3, 2, 3, Infinity], 4],
        [[3, 2, Infinity, 1], Infinity],
        [[3, NaN, NaN], Infinity],
        [[1e200, 3e200, 5e200], 4],
        [[2e-9, 1e-9, 3e-9, 5e-9], 4],
      ]),
  },
  {
    what: {
      en: "where 100,000 means stop, the means afterwards, and the same again",
      zh: "100,000 个平均值停在哪里，事后的平均值，以及再问一次",
    },
    ask({ stopAt }, draw) {
      const [length, few] = [draw.integer(60_000, 90_000), [5, 3, 9, 14]];
      const many = Array.from({ length: 100_000 }, (_, i) => (i < length ? 1 + 1 / (i + 1) : 9));
      return { many: stopAt(many, 4), few: stopAt(few, 4), again: stopAt(few, 2), means: few };
    },
  },
);
