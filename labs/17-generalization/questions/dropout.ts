import { asked, type Draw, kept, outcome, sampled, short, shorts, typed } from "@downhill/grader/questions";
import { source } from "../provided/chance.ts";
import { listed, type Module } from "./asking.ts";

const axes = [{ en: "value", zh: "个值" }];
const names = {
  answer: { en: "the answer", zh: "返回值" },
  "numbers drawn": { en: "random numbers that were drawn", zh: "抽了几个随机数" },
  values: { en: "the values afterwards", zh: "事后传入的值" },
};
/** What dropout makes of values, by random numbers that are known, or without any. */
function seen({ dropout }: Module, values: readonly number[], p: number, numbers?: readonly number[]) {
  const [given, known] = [[...values], listed(numbers ?? [])];
  const answer = outcome(() => (numbers === undefined ? dropout(given, p) : dropout(given, p, known.random)));
  return { answer, "numbers drawn": known.asked(), values: given };
}
const all = (
  module: Module,
  cases: readonly (readonly [readonly number[], number, (readonly number[])?])[],
) =>
  Object.fromEntries(
    cases.map(([values, p, numbers]) => [
      `${numbers === undefined ? "" : `u = ${typed(numbers)}; `}dropout(${typed(values)}, ${p}${numbers === undefined ? "" : ", () => u.shift()"})`,
      seen(module, values, p, numbers),
    ]),
  );
const unit = (draw: Draw, count: number): number[] => draw.list(count, () => short(draw, 0, 0.999));

export const dropout = asked<Module>(
  {
    what: { en: "dropout in training, by known random numbers", zh: "训练时的 dropout，随机数已知" },
    ask: (module) =>
      all(module, [
        [[1, 2, 3, 4], 0.5, [0.1, 0.6, 0.9, 0.4]],
        [[1, 2, 3, 4], 0.2, [0.1, 0.6, 0.9, 0.4]],
        [[3, 1, 2], 0.75, [0.8, 0.7, 0.76]],
      ]),
    axes,
    names,
  },
  {
    what: {
      en: "dropout in training, random values and probabilities",
      zh: "训练时的 dropout，随机的值和概率",
    },
    ask: (module, draw) =>
      all(
        module,
        [2, 5, 8, 12].map((size) => [shorts(draw, size, -3, 3), short(draw, 0.1, 0.9), unit(draw, size)]),
      ),
    axes,
    names,
  },
  {
    what: { en: "dropout in use, without random numbers", zh: "使用模型时的 dropout，没有随机数" },
    ask: (module, draw) =>
      all(module, [
        [[1, 2, 3, 4], 0.5],
        [[0.5, -2, 0], 0.9],
        [[7, 8], 0],
        [shorts(draw, 6, -3, 3), short(draw, 0.1, 0.9)],
      ]),
    axes,
    names,
  },
  {
    what: { en: "random numbers that equal p, and p = 0", zh: "随机数恰好等于 p，以及 p = 0" },
    ask: (module) =>
      all(module, [
        [[1, 2, 3], 0.5, [0.5, 0.4999999, 0.5000001]],
        [[1, 2, 3], 0.25, [0.25, 0, 0.25]],
        [[1, 2, 3], 0, [0, 0.5, 0.999]],
      ]),
    axes,
    names,
  },
  {
    what: { en: "no value, one value, and values that are 0", zh: "没有值、一个值、等于 0 的值" },
    ask: (module) =>
      all(module, [
        [[], 0.5, [0.5]],
        [[], 0.5],
        [[4], 0.5, [0.7]],
        [[4], 0.5, [0.3]],
        [[0, 5, 0, 6], 0.5, [0.1, 0.2, 0.9, 0.8]],
      ]),
    axes,
    names,
    holds: ["empty"],
  },
  {
    what: {
      en: "values tiny, huge and infinite, and p near 1",
      zh: "极小、极大、无穷大的值，以及接近 1 的 p",
    },
    ask: (module) =>
      all(module, [
        [[1e-300, -1e300, 3], 0.5, [0.9, 0.8, 0.7]],
        [[1, -1, 2], 0.999, [0.9995, 0.9985, 0.9999]],
        [[Infinity, NaN, 1], 0.5, [0.6, 0.7, 0.1]],
        [[NaN, -Infinity], 0.5],
      ]),
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: {
      en: "probabilities that make no sense, in training and in use",
      zh: "不合理的概率，训练时和使用时",
    },
    ask: (module) =>
      Object.fromEntries(
        [1, 1.5, -0.1, NaN, Infinity, 50].map((p) => [
          `p = ${p}`,
          [seen(module, [1, 2], p, [0.5]).answer, seen(module, [1, 2], p).answer, seen(module, [], p).answer],
        ]),
      ),
    holds: ["error"],
  },
  {
    what: { en: "100,000 values", zh: "100,000 个值" },
    ask({ dropout }, draw) {
      const [p, random] = [short(draw, 0.2, 0.8), source(draw.integer(0, 1e6))];
      const answer = dropout(
        Array.from({ length: 100_000 }, (_, i) => 1 + (i % 7)),
        p,
        random,
      );
      return sampled(answer, 10_000);
    },
    costly: true,
  },
  {
    what: { en: "the answers once the values were overwritten", zh: "改写传入的值之后的返回值" },
    ask({ dropout }) {
      const values = [1, 2, 3];
      const [used, none, half] = [
        dropout(values, 0.5),
        dropout(values, 0, listed([0.5]).random),
        dropout(values, 0.5, listed([0.9, 0.1]).random),
      ];
      values.fill(99);
      return { used, none, half };
    },
    axes,
    names: {
      used: { en: "without random numbers", zh: "没有随机数" },
      none: { en: "p = 0", zh: "p = 0" },
      half: { en: "p = 0.5", zh: "p = 0.5" },
    },
  },
  {
    what: {
      en: "three masks from one source and one from another, looked at again at the end",
      zh: "同一来源的三个掩码和另一来源的一个，最后再看一遍",
    },
    ask({ dropout }, draw) {
      const [random, other, values] = [
        source(draw.integer(0, 1e6)),
        source(draw.integer(0, 1e6)),
        shorts(draw, 5, 1, 2),
      ];
      return [random, random, other, random].map((each) => kept(dropout(values, 0.4, each)));
    },
    axes: [{ en: "call", zh: "次调用" }, ...axes],
  },
);
