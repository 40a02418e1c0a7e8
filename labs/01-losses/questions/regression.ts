import { asked, rounding, shorts } from "@downhill/grader/questions";
import { answered, fixed, manners, type Module, sampleAxis, some } from "./asking.ts";

const names = ["mse", "mseGradient"] as const;
const axes = [sampleAxis];

export const regression = [
  ...asked<Module>(
    fixed(
      names,
      { en: "mse and mseGradient of short lists", zh: "短列表的 mse 和 mseGradient" },
      () => [
        [[3], [5]],
        [
          [1, 2],
          [1, 4],
        ],
        [
          [0.5, -1, 2],
          [1, 1, -2],
        ],
        [
          [4, 4],
          [4, 4],
        ],
      ],
      { axes },
    ),
    {
      what: {
        en: "mse and mseGradient of random lists of 1, 2, 3 and 7",
        zh: "随机抽取的 1、2、3、7 个数的 mse 和 mseGradient",
      },
      ask: (module, draw) =>
        answered(
          module,
          names,
          [1, 2, 3, 7].map((size) => [shorts(draw, size, -5, 5), shorts(draw, size, -5, 5)] as const),
        ),
      axes,
    },
    fixed(
      names,
      { en: "errors of any size", zh: "大小悬殊的误差" },
      () => [
        [
          [1e9, -1e9],
          [0, 3],
        ],
        [
          [1e-9, 2e-9],
          [0, -1e-9],
        ],
        [
          [1e8, 3e8],
          [1e8 + 1, 3e8 - 2],
        ],
        [
          [1e200, 0],
          [0, 1],
        ],
        [
          [NaN, 1],
          [0, 3],
        ],
        [
          [1, 2],
          [NaN, 5],
        ],
        [
          [Infinity, 1],
          [0, 3],
        ],
        [
          [-Infinity, 1],
          [-Infinity, 3],
        ],
      ],
      { axes, within: { ...rounding, absolute: 0 }, holds: ["NaN", "infinity"] },
    ),
    {
      what: { en: "150,000 samples", zh: "150,000 个样本" },
      ask(module, draw) {
        const at = draw.uniform(1, 2);
        const lists = () =>
          [
            Array.from({ length: 150_000 }, (_, i) => at + (i % 7)),
            Array.from({ length: 150_000 }, (_, i) => i % 5),
          ] as const;
        return Object.fromEntries(names.map((name) => [name, some(module[name](...lists()), 15_000)]));
      },
      within: { ...rounding, absolute: 1e-15 },
      costly: true,
    },
  ),
  ...manners(
    names,
    () => [
      [1, 2, -3],
      [1, 4, 0],
    ],
    () => [
      [5, -1, 4],
      [0, 2, 3],
    ],
    ["NaN", "empty"],
  ),
];
