import { asked, rounding, shorts } from "@downhill/grader/questions";
import { answered, type Case, fixed, manners, type Module, sampleAxis, some } from "./asking.ts";

const names = ["binaryCrossEntropy", "binaryCrossEntropyGradient"] as const;
const axes = [sampleAxis];

/** Each logit on its own, with each label. */
const each = (...logits: readonly number[]): readonly Case[] =>
  logits.flatMap((logit) => [0, 1].map((label) => [[logit], [label]] as const));

export const binary = [
  ...asked<Module>(
    fixed(
      names,
      { en: "both functions, some logits", zh: "两个函数，几个 logit" },
      () => [
        [[0], [1]],
        [
          [2, -1],
          [1, 1],
        ],
        [
          [0.5, -3, 4],
          [1, 0, 0],
        ],
        [
          [-6, -4],
          [1, 0],
        ],
      ],
      { axes },
    ),
    {
      what: {
        en: "both functions, random batches of 1, 2, 3 and 7",
        zh: "两个函数，随机抽取的 1、2、3、7 个样本",
      },
      ask: (module, draw) =>
        answered(
          module,
          names,
          [1, 2, 3, 7].map(
            (size) => [shorts(draw, size, -6, 6), draw.list(size, () => draw.integer(0, 1))] as const,
          ),
        ),
      axes,
    },
    fixed(
      names,
      { en: "very sure logits, right and wrong", zh: "把握极大的 logit，有对有错" },
      () => [
        ...each(1000, -1000, 40, -40),
        ...each(17, -17, 30, -30, 709, -709, 745, -745),
        ...each(-1e6, 1e6),
        [
          [1000, -1000, 2],
          [0, 1, 1],
        ],
      ],
      { axes, within: { ...rounding, absolute: 1e-15 } },
    ),
    fixed(
      names,
      { en: "logits of ±∞ and NaN", zh: "±∞ 和 NaN 的 logit" },
      () => [
        ...each(Infinity, -Infinity, NaN),
        [
          [1, Infinity],
          [0, 1],
        ],
        [
          [NaN, 2],
          [0, 1],
        ],
      ],
      {
        axes,
        holds: ["NaN", "infinity"],
      },
    ),
    {
      what: { en: "150,000 samples", zh: "150,000 个样本" },
      ask(module, draw) {
        const at = draw.uniform(-1, 1);
        const lists = () =>
          [
            Array.from({ length: 150_000 }, (_, i) => at + (i % 7) - 3),
            Array.from({ length: 150_000 }, (_, i) => i % 2),
          ] as const;
        return Object.fromEntries(names.map((name) => [name, some(module[name](...lists()), 13_337)]));
      },
      within: {
        relative: 1e-9,
        absolute: 1e-15,
        why: {
          en: "the order of a long sum changes its last digits",
          zh: "很长的和，换个次序只影响最后几位",
        },
      },
      costly: true,
    },
  ),
  ...manners(
    names,
    () => [
      [1, -2, 3],
      [1, 0, 0],
    ],
    () => [
      [-1, 2, 0.5],
      [0, 1, 1],
    ],
    ["NaN", "empty"],
  ),
];
