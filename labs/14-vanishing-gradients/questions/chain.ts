import { asked, kept, rounding, sampled, short, shorts, typed } from "@downhill/grader/questions";
import type { Module } from "./tensors.ts";

const axis = { en: "weight", zh: "个权重" };

const answers = ({ chainGradients }: Module, cases: readonly (readonly [readonly number[], number])[]) =>
  Object.fromEntries(
    cases.map(([weights, x]) => [`chainGradients(${typed(weights)}, ${x})`, chainGradients([...weights], x)]),
  );

export const chain = asked<Module>(
  {
    what: { en: "chains of two, three and four weights", zh: "两个、三个、四个权重的链" },
    ask: (module) =>
      answers(module, [
        [[2, 3], 5],
        [[2, 3, 5], 1],
        [[0.5, -4, 0.25, 3], -2],
      ]),
    axes: [axis],
  },
  {
    what: { en: "random chains of 1 to 9 weights", zh: "随机抽取的链，1 至 9 个权重" },
    ask: (module, draw) =>
      answers(
        module,
        [1, 2, 3, 5, 9].map((length) => [shorts(draw, length, -2, 2), short(draw, -3, 3)]),
      ),
    axes: [axis],
  },
  {
    what: { en: "chains in which weights are 0", zh: "有权重为 0 的链" },
    ask: (module) =>
      answers(module, [
        [[2, 0, 3], 5],
        [[0, 2, 3], 5],
        [[2, 3, 0], 5],
        [[2, 0, 3, 0], 5],
        [[0], 5],
        [[2, 3], 0],
      ]),
    axes: [axis],
  },
  {
    what: { en: "a chain without weights", zh: "一个权重也没有的链" },
    ask: (module) => answers(module, [[[], 3]]),
    holds: ["empty"],
  },
  {
    what: { en: "equal weights, twenty and forty of them", zh: "二十个、四十个相等的权重" },
    ask: ({ chainGradients }) =>
      Object.fromEntries(
        [0.5, 0.9, 1, 1.1, 1.5, -1.2].flatMap((each) =>
          [20, 40].map((count) => [
            `chainGradients(Array(${count}).fill(${each}), 1)`,
            chainGradients(
              Array.from({ length: count }, () => each),
              1,
            ),
          ]),
        ),
      ),
    axes: [axis],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "weights tiny, huge and NaN", zh: "极小、极大、NaN 的权重" },
    ask: (module) =>
      answers(module, [
        [[1e-200, 1e-200, 2], 1],
        [[1e150, 1e-150, 1e150], 1],
        [[3, 1e-9, -2], 1e9],
        [[2, NaN, 3], 1],
        [[2, 3], NaN],
      ]),
    axes: [axis],
    within: { ...rounding, absolute: 0 },
    holds: ["NaN"],
  },
  {
    what: { en: "a chain of 150,000 weights", zh: "150,000 个权重的链" },
    ask: ({ chainGradients }, draw) => {
      const away = draw.uniform(0.5, 2);
      const weights = Array.from({ length: 150_000 }, (_, i) => 1 + (away * ((i % 7) - 3)) / 1000);
      return sampled(chainGradients(weights, 1), 15_000);
    },
    costly: true,
    within: { relative: 1e-7, why: { en: "150,000 products round", zh: "150,000 次乘法的舍入" } },
  },
  {
    what: {
      en: "the weights afterwards, and the answer once they were overwritten",
      zh: "调用之后的权重，以及把它们改掉之后的返回值",
    },
    ask: ({ chainGradients }) =>
      Object.fromEntries(
        [[3], [1, 1], [2, 3, 4], [1, 0]].map((given) => {
          const weights = [...given];
          const answer = chainGradients(weights, 1);
          const after = [...weights];
          weights.fill(99);
          return [`chainGradients(${typed(given)}, 1)`, { "weights afterwards": after, answer }];
        }),
      ),
    names: {
      "weights afterwards": { en: "the weights afterwards", zh: "之后的权重" },
      answer: {
        en: "the answer, once the caller has filled the weights with 99",
        zh: "调用者把权重都填成 99 之后的返回值",
      },
    },
    axes: [axis],
  },
  {
    what: {
      en: "three chains one after the other, each answer looked at again at the end",
      zh: "依次三条链，每次的返回值到最后再看一遍",
    },
    ask: ({ chainGradients }, draw) => {
      const [one, other] = [shorts(draw, 3, -2, 2), shorts(draw, 3, -2, 2)];
      return Object.fromEntries(
        [one, other, one].map((weights, i) => [
          `${i + 1}. chainGradients(${typed(weights)}, 2)`,
          kept(chainGradients([...weights], 2)),
        ]),
      );
    },
    axes: [axis],
  },
);
