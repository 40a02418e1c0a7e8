import { asked, kept } from "@downhill/grader/questions";
import type { Ranges, Settings } from "../key/solution.ts";
import {
  axes,
  drawnRanges,
  falling,
  type Module,
  names,
  settled,
  table,
  trialsIn,
  usualRanges,
  type Watched,
  watched,
} from "./trainings.ts";

const searched = async (
  { randomSearch }: Module,
  { start, seen }: Watched,
  settings: Settings,
  ranges: Ranges = usualRanges(),
): Promise<unknown> => {
  const trials = trialsIn(await randomSearch(ranges, start, { ...settings }));
  return { trials, trainings: seen() };
};

export const randomAsked = asked<Module>(
  {
    what: { en: "a search of four trials", zh: "四个试验的搜索" },
    ask: (module) => searched(module, watched(falling), { trials: 4, budget: 400, seed: 1 }),
    axes,
    names,
  },
  {
    what: { en: "searches with random ranges and settings", zh: "随机的范围和设置" },
    ask: async (module, draw) => {
      const found: unknown[] = [];
      for (const trials of [2, 3, 7]) {
        const settings = { trials, budget: draw.integer(50, 900), seed: draw.integer(0, 99) };
        found.push(await searched(module, watched(falling), settings, drawnRanges(draw)));
      }
      return found;
    },
    axes: [{ en: "search", zh: "次搜索" }],
    names,
  },
  {
    what: {
      en: "one trial, a budget of one image each, and budgets with a remainder",
      zh: "一个试验、每个一张图片、除不尽的预算",
    },
    ask: async (module) => ({
      "one trial": await searched(module, watched(falling), { trials: 1, budget: 70, seed: 5 }),
      "an image each": await searched(module, watched(falling), { trials: 3, budget: 3, seed: 5 }),
      "a remainder": await searched(module, watched(falling), { trials: 3, budget: 11, seed: 5 }),
    }),
    axes,
    names: {
      ...names,
      "one trial": { en: "one trial", zh: "一个试验" },
      "an image each": { en: "3 images for 3 trials", zh: "3 个试验 3 张图片" },
      "a remainder": { en: "11 images for 3 trials", zh: "3 个试验 11 张图片" },
    },
  },
  {
    what: { en: "a budget that is too small", zh: "预算太小" },
    async ask({ randomSearch }) {
      const { start, seen } = watched(falling);
      const settings = { trials: 8, budget: 7, seed: 0 };
      const trials = await settled(() => randomSearch(usualRanges(), start, settings));
      return { trials, begun: seen().length };
    },
    holds: ["error"],
    names,
  },
  {
    what: { en: "losses that are NaN, infinite, zero and negative", zh: "损失是 NaN、无穷大、零、负数" },
    ask: (module) =>
      searched(module, watched(table([[3], [NaN], [0], [Infinity], [-2], [1]])), {
        trials: 6,
        budget: 60,
        seed: 2,
      }),
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "a training that throws", zh: "训练抛出错误" },
    ask: ({ randomSearch }) =>
      settled(() =>
        randomSearch(
          usualRanges(),
          () => ({
            train: async () => {
              throw new RangeError("no images");
            },
            test: async () => 0,
          }),
          { trials: 3, budget: 30, seed: 0 },
        ),
      ),
    holds: ["error"],
  },
  {
    what: { en: "a search of 2,000 trials", zh: "2,000 个试验的搜索" },
    async ask({ randomSearch }, draw) {
      const settings = { trials: 2000, budget: 6100, seed: draw.integer(0, 1e6) };
      const trials = trialsIn(await randomSearch(usualRanges(), watched(falling).start, settings));
      return Array.isArray(trials) ? [trials.length, trials[0], trials[777], trials[1999]] : trials;
    },
    names,
    axes: [{ en: "entry", zh: "项" }],
  },
  {
    what: {
      en: "searches in turns, the first trials looked at again, and settings and ranges afterwards",
      zh: "轮流搜索，再看一遍第一次的试验，以及之后的设置和范围",
    },
    async ask({ randomSearch }) {
      const [ranges, settings] = [usualRanges(), { trials: 3, budget: 90, seed: 3 }];
      const run = async (more: Partial<Settings> = {}): Promise<unknown> =>
        randomSearch(ranges, watched(falling).start, { ...settings, ...more });
      const first = await randomSearch(ranges, watched(falling).start, settings);
      const seen = kept(trialsIn(first));
      const other = trialsIn(await run({ seed: 4, trials: 2 }));
      return {
        first: seen,
        "and now": trialsIn(first),
        other,
        again: trialsIn(await run()),
        ranges,
        settings,
      };
    },
    axes,
    names: { ...names, "and now": { en: "the first trials at the end", zh: "最后再看第一次的试验" } },
  },
);
