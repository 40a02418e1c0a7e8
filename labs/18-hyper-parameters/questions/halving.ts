import { asked, kept } from "@downhill/grader/questions";
import type { Ranges, Settings } from "../key/solution.ts";
import { clothes, space } from "../provided/clothes.ts";
import {
  axes,
  drawnRanges,
  falling,
  type Module,
  names,
  type Place,
  settled,
  table,
  trialsIn,
  usualRanges,
  type Watched,
  watched,
} from "./trainings.ts";

type Plan = Settings & { readonly factor: number };
const raced = async (
  { halving }: Module,
  { start, seen }: Watched,
  settings: Plan,
  ranges: Ranges = usualRanges(),
): Promise<unknown> => {
  const trials = trialsIn(await halving(ranges, start, { ...settings }));
  return { trials, trainings: seen() };
};
const plan = (trials: number, factor: number, more: Partial<Plan> = {}): Plan => ({
  trials,
  factor,
  budget: 600,
  seed: 1,
  ...more,
});

/** A seed's loss before and after an image count at which the order turns round. */
const crossing = ({ number, images }: Place): number => (images < 40 ? 9 - number : 1 + number);

/* Images are opened when this file loads, before a learner's text can reach for them. */
const pictures = clothes();
pictures.catch(() => undefined);

export const halvingAsked = asked<Module>(
  {
    what: { en: "a race of nine trials, the better third continues", zh: "九个试验，较好的三分之一继续" },
    ask: (module) => raced(module, watched(falling), plan(9, 3)),
    axes,
    names,
  },
  {
    what: { en: "races with random ranges and settings", zh: "随机的范围和设置" },
    ask: async (module, draw) => {
      const found: unknown[] = [];
      for (const factor of [2, 3, 4]) {
        const settings = plan(draw.integer(6, 14), factor, {
          budget: draw.integer(300, 900),
          seed: draw.integer(0, 99),
        });
        found.push(await raced(module, watched(falling), settings, drawnRanges(draw)));
      }
      return found;
    },
    axes: [{ en: "race", zh: "次淘汰赛" }],
    names,
  },
  {
    what: { en: "races of one to five trials", zh: "一到五个试验" },
    ask: async (module) => ({
      "1 trial": await raced(module, watched(falling), plan(1, 2)),
      "2 trials": await raced(module, watched(falling), plan(2, 2)),
      "3 trials": await raced(module, watched(falling), plan(3, 2)),
      "4 trials": await raced(module, watched(falling), plan(4, 2)),
      "5 trials, factor 9": await raced(module, watched(falling), plan(5, 9)),
    }),
    axes,
    names: {
      ...names,
      "1 trial": { en: "one trial", zh: "一个试验" },
      "2 trials": { en: "two trials", zh: "两个试验" },
      "3 trials": { en: "three trials", zh: "三个试验" },
      "4 trials": { en: "four trials", zh: "四个试验" },
      "5 trials, factor 9": { en: "five trials, factor 9", zh: "五个试验，factor 为 9" },
    },
  },
  {
    what: { en: "losses that rise, and an order that turns round", zh: "上升的损失，以及颠倒过来的次序" },
    ask: async (module) => ({
      "turns round": await raced(module, watched(crossing), plan(8, 2)),
      rise: await raced(
        module,
        watched(table([[1, 5, 9], [2, 6, 8], [3], [4], [5], [0, 7, 7.5], [1.5, 2, 20], [9]])),
        plan(8, 2),
      ),
      negative: await raced(module, watched(table([[-1, -1], [-3, -2], [0], [-2, -4]])), plan(4, 2)),
    }),
    axes,
    names: {
      ...names,
      "turns round": { en: "an order that turns round", zh: "次序颠倒" },
      rise: { en: "losses that rise", zh: "上升的损失" },
      negative: { en: "losses below 0", zh: "小于 0 的损失" },
    },
  },
  {
    what: { en: "equal losses", zh: "相同的损失" },
    ask: async (module) => ({
      "all equal": await raced(
        module,
        watched(table(Array.from({ length: 8 }, () => [2, 2, 2]))),
        plan(8, 2),
      ),
      "equal in places": await raced(
        module,
        watched(table([[3], [1, 4, 0], [2, 4, 0], [3], [0, 4], [2], [1, 4], [2]])),
        plan(8, 2),
      ),
    }),
    axes,
    names: {
      ...names,
      "all equal": { en: "all equal", zh: "全部相同" },
      "equal in places": { en: "equal in places", zh: "有些相同" },
    },
  },
  {
    what: { en: "losses that are NaN or infinite", zh: "损失是 NaN 或无穷大" },
    ask: async (module) => ({
      "some are not finite": await raced(
        module,
        watched(table([[NaN], [5, 2], [Infinity], [1, NaN], [-Infinity], [3, 3, 3], [4, Infinity], [NaN]])),
        plan(8, 2),
      ),
      "hardly any is finite": await raced(
        module,
        watched(table([[Infinity, 7], [NaN], [NaN], [NaN], [2, NaN], [NaN]])),
        plan(6, 3),
      ),
      "none is finite": await raced(
        module,
        watched(table([[NaN, NaN], [Infinity, Infinity], [NaN], [Infinity]])),
        plan(4, 2),
      ),
    }),
    axes,
    names: {
      ...names,
      "some are not finite": { en: "some are not finite", zh: "有些不是有限的数" },
      "hardly any is finite": { en: "one is finite", zh: "只有一个有限" },
      "none is finite": { en: "none is finite", zh: "没有一个有限" },
    },
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "a budget that is too small", zh: "预算太小" },
    async ask({ halving }) {
      const { start, seen } = watched(falling);
      const trials = await settled(() => halving(usualRanges(), start, plan(8, 2, { budget: 23 })));
      return { trials, begun: seen().length };
    },
    holds: ["error"],
    names,
  },
  {
    what: { en: "a training that throws in the second rung", zh: "训练在第二级抛出错误" },
    ask: ({ halving }) =>
      settled(() =>
        halving(
          usualRanges(),
          (configuration, seed) => {
            let calls = 0;
            return {
              train: async () => {
                if (calls++ > 0) throw new RangeError("no images");
                return Number(configuration["rate"]) + (seed % 2);
              },
              test: async () => 0,
            };
          },
          plan(4, 2),
        ),
      ),
    holds: ["error"],
  },
  {
    what: {
      en: "races in turns, the first order looked at again, and settings and ranges afterwards",
      zh: "轮流进行，再看一遍第一次的次序，以及之后的设置和范围",
    },
    async ask({ halving }) {
      const [ranges, settings] = [usualRanges(), plan(4, 2)];
      const first = await halving(ranges, watched(falling).start, settings);
      const seen = kept(trialsIn(first));
      const other = trialsIn(await halving(ranges, watched(falling).start, plan(3, 3, { seed: 8 })));
      const again = trialsIn(await halving(ranges, watched(falling).start, settings));
      return { first: seen, "and now": trialsIn(first), other, again, ranges, settings };
    },
    axes,
    names: { ...names, "and now": { en: "the first order at the end", zh: "最后再看第一次的次序" } },
  },
  {
    what: { en: "a race of 400 trials", zh: "400 个试验" },
    async ask({ halving }, draw) {
      const { start, seen } = watched(falling);
      const settings = plan(400, 3, { budget: 50_000, seed: draw.integer(0, 1e6) });
      const trials = trialsIn(await halving(usualRanges(), start, settings));
      const trained = seen().flatMap((each) => (each as { trained: number[] }).trained);
      const images = trained.reduce((sum, each) => sum + each, 0);
      return Array.isArray(trials)
        ? { length: trials.length, best: trials.slice(0, 5) as unknown[], images }
        : trials;
    },
    names: {
      ...names,
      best: { en: "the best five", zh: "最好的五个" },
      images: { en: "images in all", zh: "图片总数" },
    },
  },
  {
    what: { en: "a race on Fashion-MNIST", zh: "在 Fashion-MNIST 上" },
    async ask({ halving }, draw) {
      const settings = { trials: 4, factor: 2, budget: 1024, seed: draw.integer(0, 99) };
      return trialsIn(await halving(structuredClone(space), await pictures, settings));
    },
    within: {
      relative: 1e-4,
      absolute: 1e-6,
      why: { en: "training magnifies rounding errors", zh: "训练会放大舍入误差" },
    },
    axes,
    names,
    costly: true,
  },
);
