import { asked, type Draw, rounding, shorts } from "@downhill/grader/questions";
import type { Matrix, Vector } from "../key/solution.ts";
import { answered, type Case, classAxis, fixed, manners, type Module, sampleAxis, some } from "./asking.ts";
import { classMeanLogits, trainedLogits } from "./images.ts";
import { ramp } from "./softmax.ts";

const batch = (draw: Draw, size: number, classes: number, range = 6): Case => [
  draw.list(size, () => shorts(draw, classes, -range, range)),
  draw.list(size, () => draw.integer(0, classes - 1)),
];
const many = (length: number, at: number): readonly [Matrix, Vector] => [
  Array.from({ length }, (_, i) => [at, (i % 5) - 2]),
  Array.from({ length }, (_, i) => i % 2),
];

type Loss = "crossEntropy" | "crossEntropyGradient";
const both = (name: Loss) =>
  asked<Module>(
    fixed(
      [name],
      { en: `${name} of some rows`, zh: `几行 logit 的 ${name}` },
      () => [
        [[[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]], [3]],
        [[[1, 2, 3]], [0]],
        [
          [
            [2, -1],
            [0, 3],
          ],
          [0, 0],
        ],
        [
          [
            [1, 0, 4],
            [-2, 5, 0],
            [3, 3, 3],
          ],
          [2, 0, 1],
        ],
      ],
      { axes: [sampleAxis, classAxis] },
    ),
    {
      what: { en: `${name} of random batches`, zh: `随机抽取的批次的 ${name}` },
      ask: (module, draw) =>
        answered(
          module,
          [name],
          [
            [1, 2],
            [2, 3],
            [5, 4],
            [3, 10],
            [4, 2],
          ].map(([size = 0, classes = 0]) => batch(draw, size, classes)),
        ),
      axes: [sampleAxis, classAxis],
    },
    fixed(
      [name],
      { en: `${name} with very large and very small logits`, zh: `logit 极大和极小时的 ${name}` },
      () => [
        [[[1000, 0, -1000]], [0]],
        [[[1000, 0, -1000]], [1]],
        [[[1000, 0, -1000]], [2]],
        [[[720, 0]], [0]],
        [[[720, 0]], [1]],
        [[[-1000, -1001]], [1]],
        [[[-3, -5]], [1]],
        [[[40, 0]], [1]],
        [[[1e6, 1e6]], [1]],
        [
          [
            [1000, 998],
            [0, 1],
            [-1000, -1003],
          ],
          [0, 1, 1],
        ],
      ],
      { axes: [sampleAxis, classAxis] },
    ),
    fixed(
      [name],
      { en: `${name} with impossible classes, ∞ and NaN`, zh: `有不可能的类别、∞ 或 NaN 时的 ${name}` },
      () => [
        [[[-Infinity, 0]], [1]],
        [[[-Infinity, 0]], [0]],
        [[[2, -Infinity, 1]], [2]],
        [[[-Infinity, -Infinity]], [0]],
        [[[Infinity, 0]], [0]],
        [[[Infinity, 0]], [1]],
        [[[1, NaN]], [0]],
        [
          [
            [1, 2],
            [NaN, 0],
          ],
          [1, 1],
        ],
        [
          [
            [1, 2],
            [-Infinity, 0],
          ],
          [1, 0],
        ],
      ],
      { axes: [sampleAxis, classAxis], holds: name === "crossEntropy" ? ["NaN", "infinity"] : ["NaN"] },
    ),
    fixed(
      [name],
      { en: `${name} of a single class`, zh: `只有一个类别时的 ${name}` },
      () => [
        [[[3]], [0]],
        [
          [[1000], [-2]],
          [0, 0],
        ],
      ],
      { axes: [sampleAxis, classAxis] },
    ),
    {
      what: {
        en: `${name} of 150,000 rows, and of 150,000 classes`,
        zh: `${name}，150,000 行，以及 150,000 个类别`,
      },
      ask(module, draw) {
        const at = draw.normal();
        const wide: number | Matrix = module[name]([ramp(150_000, at)], [4]);
        return {
          rows: some(module[name](...many(150_000, at)), 13_337),
          classes: typeof wide === "number" ? wide : some(wide[0], 13_337),
        };
      },
      names: {
        rows: { en: "150,000 rows", zh: "150,000 行" },
        classes: { en: "150,000 classes", zh: "150,000 个类别" },
      },
      within: { ...rounding, absolute: 1e-15 },
      costly: true,
    },
  );
const one = (): Case => [
  [
    [1, 2, 0],
    [0, -1, 3],
  ],
  [1, 0],
];
const other = (): Case => [
  [
    [4, 1, 0],
    [-1, 2, 2],
  ],
  [1, 2],
];

export const crossEntropy = [
  ...both("crossEntropy"),
  ...manners(["crossEntropy"], one, other, ["NaN"]),
  ...asked<Module>({
    what: {
      en: "the loss on 200 images of clothes, with pixels from 0 to 1 and with pixels from 0 to 255",
      zh: "200 张服装图片的损失，像素取 0 到 1，以及取 0 到 255",
    },
    async ask({ crossEntropy: called }) {
      const { logits, labels } = await classMeanLogits();
      const scaled = logits.map((row) => row.map((logit) => logit / 255 ** 2));
      return { "0 to 1": called(scaled, [...labels]), "0 to 255": called(logits, labels) };
    },
    names: {
      "0 to 1": { en: "pixels from 0 to 1", zh: "像素取 0 到 1" },
      "0 to 255": { en: "pixels from 0 to 255", zh: "像素取 0 到 255" },
    },
    costly: true,
  }),
];

export const gradient = [
  ...both("crossEntropyGradient"),
  ...manners(["crossEntropyGradient"], one, other, ["empty"]),
  ...asked<Module>({
    what: {
      en: "the logits of three images, after a classifier has learned from 300 others by your gradient",
      zh: "分类器用你的梯度学过 300 张图片之后，另外三张图片的 logit",
    },
    ask: ({ crossEntropyGradient }) => trainedLogits(crossEntropyGradient),
    axes: [sampleAxis, classAxis],
    costly: true,
  }),
];
