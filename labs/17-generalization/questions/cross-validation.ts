import { asked, kept, sampled, short, shorts, typed } from "@downhill/grader/questions";
import { clothes } from "../provided/clothes.ts";
import type { Module } from "./asking.ts";
import { axes, drawnFolds, foldsOf, level, mean, memory, names, seen } from "./validated.ts";

const pictures = clothes("train", 0, 60);
pictures.catch(() => undefined);

export const crossValidation = asked<Module>(
  {
    what: { en: "the mean of other rows as model", zh: "以其余各行的平均为模型" },
    ask: (module) => ({
      "rows 1, 2, 4, 8": seen(module, [1, 2, 4, 8], foldsOf(4, [0, 3], [1, 2]), level),
      "rows 9, 1, 5, 3, 7": seen(module, [9, 1, 5, 3, 7], foldsOf(5, [4, 1], [0, 2], [3]), level),
    }),
    axes,
    names,
  },
  {
    what: { en: "random rows and folds, two kinds of model", zh: "随机的行和折，两种模型" },
    ask: (module, draw) =>
      [level, memory].flatMap((learn) =>
        [4, 7, 10].map((size) => {
          const rows = draw.list(size, (i) => 3 * i + short(draw, 0, 2));
          return seen(module, rows, drawnFolds(draw, size, draw.integer(2, 4)), learn);
        }),
      ),
    axes: [{ en: "run", zh: "次运行" }, ...axes],
    names,
  },
  {
    what: { en: "one row in each fold, and folds of very different sizes", zh: "每折一行，以及大小悬殊的折" },
    ask: (module, draw) => ({
      "one each": seen(module, shorts(draw, 3, -5, 5), foldsOf(3, [2], [0], [1]), level),
      "one and five": seen(module, [1, 20, 300, 40, 5, 6], foldsOf(6, [2], [5, 4, 3, 1, 0]), level),
    }),
    axes,
    names: {
      ...names,
      "one each": { en: "one row each", zh: "每折一行" },
      "one and five": { en: "one row and five", zh: "一行与五行" },
    },
  },
  {
    what: { en: "folds that train on the past only, and leave rows out", zh: "只用过去训练、并留出间隔的折" },
    ask: (module) =>
      seen(
        module,
        [2, 3, 5, 8, 13, 21],
        [
          { train: [0, 1], validation: [2, 3] },
          { train: [2, 0, 1], validation: [5] },
        ],
        memory,
      ),
    axes,
    names,
    holds: ["NaN"],
  },
  {
    what: {
      en: "folds with nothing to learn from, or nothing to measure",
      zh: "没有可学的行、或者没有可测的行的折",
    },
    ask: (module) =>
      seen(
        module,
        [2, 3, 5],
        [
          { train: [], validation: [1] },
          { train: [0, 1], validation: [] },
          { train: [0, 2], validation: [0, 2] },
        ],
        (training) => (row) => 10 * training.length + row,
      ),
    axes,
    names,
    holds: ["empty"],
  },
  {
    what: {
      en: "rows that are objects, texts, 0 and NaN, and equal rows",
      zh: "行是对象、文本、0 和 NaN，以及相等的行",
    },
    ask: (module) => ({
      objects: seen(
        module,
        [
          { x: 1, y: 2 },
          { x: 2, y: 5 },
          { x: 4, y: 6 },
          { x: 5, y: 9 },
        ],
        foldsOf(4, [1, 3], [0, 2]),
        (training) => {
          const slope = mean(training.map(({ x, y }) => y / x));
          return ({ x, y }) => y - slope * x;
        },
      ),
      texts: seen(module, ["a", "", "ccc"], foldsOf(3, [0], [1], [2]), (training) => {
        const letters = training.join("").length;
        return (row) => letters + 10 * row.length;
      }),
      zeros: seen(module, [0, 7, NaN, 0.5], foldsOf(4, [0, 1], [2, 3]), level),
      equal: seen(module, [2, 5, 2, 2, 9], foldsOf(5, [0, 1], [2, 3, 4]), level),
    }),
    axes,
    names: {
      ...names,
      objects: { en: "objects", zh: "对象" },
      texts: { en: "texts", zh: "文本" },
      zeros: { en: "0, 7, NaN, 0.5", zh: "0、7、NaN、0.5" },
      equal: {
        en: "rows that are equal, in the same fold and in different ones",
        zh: "相等的行，有的在同一折，有的分在不同的折里",
      },
    },
    holds: ["NaN"],
  },
  {
    what: {
      en: "losses that are NaN or infinite, and a model that throws",
      zh: "损失为 NaN 或无穷大，以及会抛出错误的模型",
    },
    ask: (module) => {
      const odd = seen(
        module,
        [1, 2, 3, 4],
        foldsOf(4, [0, 1], [2, 3]),
        () => (row) => [NaN, Infinity, -1, 0][row - 1] ?? 9,
      );
      const broken = seen(module, [1, 2, 3], foldsOf(3, [0], [1, 2]), (training) => {
        if (training.length < 2) throw new RangeError(`too few: ${typed(training)}`);
        return () => 1;
      });
      return { odd: odd.losses, broken: broken.losses };
    },
    names: {
      odd: { en: "odd losses", zh: "反常的损失" },
      broken: { en: "a model that throws", zh: "会抛出错误的模型" },
    },
    holds: ["NaN", "infinity", "error"],
  },
  {
    what: { en: "a model that empties its list of rows", zh: "会清空自己那份行列表的模型" },
    ask: (module) =>
      seen(module, [4, 1, 7, 2, 9], foldsOf(5, [1, 3], [0], [4, 2]), (training) => {
        const sum = training.reduce((total, row) => total + row, 0);
        training.length = 0;
        return (row) => sum - row;
      }),
    axes,
    names,
  },
  {
    what: { en: "no rows and no folds", zh: "没有行，也没有折" },
    ask: ({ crossValidate }) => crossValidate([], [], level),
    holds: ["empty"],
  },
  {
    what: { en: "30,000 rows in ten folds", zh: "30,000 行分十折" },
    ask({ crossValidate }, draw) {
      const slope = short(draw, 0.5, 2);
      const rows = Array.from({ length: 30_000 }, (_, i) => slope * ((i * 7919) % 1000));
      const folds = Array.from({ length: 10 }, (_, fold) => {
        const all = Array.from({ length: 30_000 }, (_, i) => (i * 7) % 30_000);
        return {
          train: all.filter((row) => row % 10 !== fold),
          validation: all.filter((row) => row % 10 === fold),
        };
      });
      return sampled(crossValidate(rows, folds, level), 3000);
    },
    costly: true,
  },
  {
    what: {
      en: "two in turns, the first answer and the folds looked at again",
      zh: "轮流两次，再看第一次的返回值和折",
    },
    ask({ crossValidate }, draw) {
      const [one, other] = [shorts(draw, 4, -3, 3), shorts(draw, 5, -3, 3)];
      const folds = [foldsOf(4, [3, 0], [2, 1]), foldsOf(5, [2, 4], [0], [1, 3])] as const;
      const first = kept(crossValidate(one, folds[0], level));
      const second = crossValidate(other, folds[1], memory);
      return { first, second, again: crossValidate(one, folds[0], level), folds: structuredClone(folds) };
    },
    names: {
      ...names,
      first: { en: "the first", zh: "第一次" },
      second: { en: "the second", zh: "第二次" },
      again: { en: "the first one again", zh: "再来一次第一个" },
    },
  },
  {
    what: { en: "the nearest of 60 real pictures, in folds", zh: "60 张真实图片分折，按最近邻分类" },
    async ask(module, draw) {
      const { x, y } = await pictures;
      const rows = x.map((picture, i) => ({ pixels: picture.flat(), label: y[i]! }));
      const { losses } = seen(
        module,
        rows,
        drawnFolds(draw, rows.length, 5),
        (training) =>
          ({ pixels, label }) => {
            const far = training.map((each) =>
              each.pixels.reduce((sum, pixel, p) => sum + (pixel - pixels[p]!) ** 2, 0),
            );
            return Number(training[far.indexOf(Math.min(...far))]?.label !== label);
          },
      );
      return losses;
    },
    costly: true,
  },
);
