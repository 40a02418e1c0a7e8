import { asked, rounding, short, shorts } from "@downhill/grader/questions";
import { clips, component, type Module, ofLists } from "./asking.ts";

export const byNorm = asked<Module>(
  {
    what: {
      en: "clipByNorm of gradients longer than the limit, shorter, and of just this length",
      zh: "clipByNorm：比上限长、比上限短、正好等于上限的梯度",
    },
    ask: (module) =>
      clips("clipByNorm", module, [
        [[3, -4], 1],
        [[3, 0.3], 1],
        [[0.3, -0.4], 1],
        [[3, 4], 5],
        [[3, 4], 4.99],
        [[3, 4], 5.01],
        [[-2], 0.5],
        [[0, -7, 0], 2],
      ]),
    axes: [component],
  },
  {
    what: { en: "clipByNorm of random gradients that are too long", zh: "clipByNorm，随机抽取的过长梯度" },
    ask: (module, draw) =>
      clips(
        "clipByNorm",
        module,
        [1, 2, 3, 6, 9].map((size) => [[...shorts(draw, size - 1, -4, 4), 3], short(draw, 0.2, 2.9)]),
      ),
    axes: [component],
  },
  {
    what: { en: "clipByNorm of random gradients that are short", zh: "clipByNorm，随机抽取的短梯度" },
    ask: (module, draw) =>
      clips(
        "clipByNorm",
        module,
        [1, 2, 3, 6].flatMap((size) => [
          [shorts(draw, size, -1, 1), short(draw, 3, 9)] as const,
          [shorts(draw, size, -1, 1).map((value) => Number((value * 1e-6).toPrecision(4))), 0.01] as const,
        ]),
      ),
    axes: [component],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "clipByNorm of zeros", zh: "clipByNorm，全是零的梯度" },
    ask: (module) =>
      clips("clipByNorm", module, [
        [[0, 0], 1],
        [[0], 0.1],
        [[-0, 0, 0], 5],
      ]),
    axes: [component],
  },
  {
    what: { en: "clipByNorm with numbers of any size", zh: "clipByNorm，大小悬殊的数" },
    ask: (module) =>
      clips("clipByNorm", module, [
        [[3e200, -4e200], 1],
        [[3e-200, -4e-200], 1],
        [[1e250, 1, 0], 2],
        [[3e6, 4e6], 1e-3],
        [[3e-7, -4e-7], 1e-9],
        [[3e9, -4e9], 1e3],
        [[8e307, 8e307, 8e307, 8e307], 2],
      ]),
    axes: [component],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: {
      en: "clipByNorm where a slope is NaN or infinite",
      zh: "clipByNorm，有斜率是 NaN 或无穷大",
    },
    ask: (module) =>
      clips("clipByNorm", module, [
        [[NaN, 1, 2], 1],
        [[0.1, NaN], 5],
        [[1, Infinity, 0], 1],
        [[-Infinity, 0.5], 3],
      ]),
    axes: [component],
    holds: ["NaN"],
  },
  ...ofLists("clipByNorm"),
);
