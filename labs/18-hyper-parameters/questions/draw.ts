import { asked, kept, sampled, short, typed } from "@downhill/grader/questions";
import type { Range, Ranges } from "../key/solution.ts";
import { randomOf } from "../provided/random.ts";
import { drawnRanges, type Module, usualRanges } from "./trainings.ts";

/** One hyper-parameter, drawn with several numbers. */
const single = ({ draw }: Module, ranges: readonly Range[], numbers: readonly number[]): unknown =>
  Object.fromEntries(
    ranges.flatMap((range) =>
      numbers.map((u) => [
        `draw({ x: ${typed(range)} }, () => ${u})`,
        draw({ x: structuredClone(range) }, () => u),
      ]),
    ),
  );

/** What is drawn with these numbers, one after the other, and how many of them were taken. */
const several = ({ draw }: Module, ranges: Ranges, numbers: readonly number[]): unknown => {
  let taken = 0;
  const configuration = draw(ranges, () => numbers[taken++ % numbers.length]!);
  return { configuration, taken };
};
const names = {
  configuration: { en: "configuration", zh: "配置" },
  taken: { en: "how many numbers were drawn", zh: "用了几个随机数" },
};
const tolerance = {
  relative: 1e-9,
  absolute: 0,
  why: { en: "values are compared by their ratio", zh: "数值按比值比较" },
};

export const drawAsked = asked<Module>(
  {
    what: { en: "each kind of range", zh: "每一种范围" },
    ask: (module) =>
      single(
        module,
        [
          { kind: "uniform", low: 0, high: 4 },
          { kind: "log-uniform", low: 0.0001, high: 1 },
          { kind: "log-uniform", low: 2, high: 32 },
          { kind: "whole", low: 1, high: 4 },
          { kind: "choice", values: [8, 16, 32, 64] },
        ],
        [0.25, 0.5, 0.8],
      ),
  },
  {
    what: { en: "random ranges at random numbers", zh: "随机的范围，随机的数" },
    ask: (module, draw) =>
      Object.assign(
        {},
        ...Array.from({ length: 4 }, () =>
          single(
            module,
            [
              { kind: "uniform", low: short(draw, -5, 0), high: short(draw, 1, 9) },
              { kind: "log-uniform", low: short(draw, 0.001, 0.1), high: short(draw, 2, 90) },
              { kind: "whole", low: draw.integer(2, 9), high: draw.integer(20, 200) },
              { kind: "choice", values: [short(draw, 1, 2), short(draw, 3, 4), short(draw, 5, 6)] },
            ],
            [short(draw, 0.01, 0.99), short(draw, 0.01, 0.99)],
          ),
        ),
      ) as unknown,
  },
  {
    what: { en: "several hyper-parameters: which number goes to which", zh: "几个超参数：哪个数归哪个" },
    ask: (module, draw) => [
      several(module, usualRanges(), [0.25, 0.75]),
      several(module, drawnRanges(draw), [0.1, 0.9, 0.4]),
      several(
        module,
        {
          z: { kind: "uniform", low: 0, high: 1 },
          c: { kind: "choice", values: ["only"] },
          b: { kind: "uniform", low: 7, high: 7 },
          a: { kind: "uniform", low: 0, high: 1 },
        },
        [0.125, 0.25, 0.5, 0.75],
      ),
      several(
        module,
        { one: { kind: "whole", low: 3, high: 3 }, two: { kind: "whole", low: 0, high: 9 } },
        [0.3, 0.6],
      ),
    ],
    names,
    axes: [{ en: "call", zh: "次调用" }],
  },
  {
    what: { en: "the smallest and the largest number", zh: "最小的和最大的随机数" },
    ask: (module) =>
      single(
        module,
        [
          { kind: "uniform", low: -1, high: 3 },
          { kind: "log-uniform", low: 0.01, high: 100 },
          { kind: "whole", low: 1, high: 6 },
          { kind: "whole", low: 0, high: 1 },
          { kind: "choice", values: ["first", "second", "last"] },
        ],
        [0, 0.999999, 1 - 2 ** -53],
      ),
  },
  {
    what: { en: "ranges with one value", zh: "只有一个值的范围" },
    ask: (module) =>
      single(
        module,
        [
          { kind: "uniform", low: 2.5, high: 2.5 },
          { kind: "log-uniform", low: 0.3, high: 0.3 },
          { kind: "whole", low: 7, high: 7 },
          { kind: "choice", values: ["relu"] },
        ],
        [0, 0.7],
      ),
  },
  {
    what: { en: "negative, tiny and huge ranges", zh: "负的、极小的、极大的范围" },
    ask: (module) =>
      single(
        module,
        [
          { kind: "uniform", low: -7, high: -3 },
          { kind: "whole", low: -3, high: 2 },
          { kind: "whole", low: -9, high: -4 },
          { kind: "whole", low: 1, high: 1e12 },
          { kind: "log-uniform", low: 1e-12, high: 1e12 },
          { kind: "log-uniform", low: 3e-9, high: 5e-9 },
          { kind: "uniform", low: 1e-12, high: 3e-12 },
        ],
        [0.1, 0.49, 0.95],
      ),
    within: tolerance,
  },
  {
    what: { en: "values that are zero or no numbers", zh: "值是零或文本的选择" },
    ask: (module) =>
      single(
        module,
        [
          { kind: "choice", values: [0, 0.1] },
          { kind: "choice", values: ["", "tanh", "8"] },
          { kind: "choice", values: [64, 2, 512, 2] },
        ],
        [0.1, 0.45, 0.85],
      ),
  },
  {
    what: { en: "no hyper-parameters", zh: "没有超参数" },
    ask: (module) => several(module, {}, [0.5]),
    names,
  },
  {
    what: {
      en: "5,000 draws of a rate and a width, in order of size",
      zh: "抽取 5,000 次学习率和宽度，按大小排列",
    },
    ask({ draw }, drawn) {
      const random = randomOf(drawn.integer(0, 1e9));
      const ranges: Ranges = {
        rate: { kind: "log-uniform", low: 1e-5, high: 10 },
        width: { kind: "whole", low: 4, high: 40 },
      };
      const all = Array.from({ length: 5000 }, () => Object(draw(ranges, random)) as Record<string, unknown>);
      const sorted = (name: string) =>
        sampled(
          all.map((each) => Number(each[name])).toSorted((a, b) => a - b),
          500,
        );
      return { rate: sorted("rate"), width: sorted("width") };
    },
    names: { rate: { en: "rate", zh: "学习率" }, width: { en: "width", zh: "宽度" } },
    within: tolerance,
  },
  {
    what: {
      en: "the ranges afterwards, and configurations that were drawn before",
      zh: "之后的范围，以及先前抽到的配置",
    },
    ask(module) {
      const ranges = usualRanges();
      const first = kept(module.draw(ranges, () => 0.5));
      const other = module.draw({ x: { kind: "choice", values: [1, 2] } }, () => 0.9);
      const again: unknown = module.draw(ranges, () => 0.75);
      return { first, other, again, ranges };
    },
    names: {
      ranges: { en: "the ranges afterwards", zh: "之后的范围" },
      again: { en: "a second draw from the first ranges", zh: "从第一个范围再抽一次" },
    },
  },
);
