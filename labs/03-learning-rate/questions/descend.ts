import { asked } from "@downhill/grader/questions";
import { bowl, type Module, product } from "./asking.ts";
import { along, axes, drawn, names, outcomes, parabola } from "./descents.ts";

/** Where descents go and how they end. */
export const descendAsked = asked<Module>(
  {
    what: { en: "descend on (x − 3)² at five rates", zh: "descend 在 (x − 3)² 上，五个学习率" },
    ask: (module) =>
      outcomes(
        module,
        [0.1, 0.5, 0.9, 1, 1.1].map((learningRate) => [
          parabola,
          "(x − 3)²",
          [0],
          { learningRate, steps: 12, growth: 10 },
        ]),
      ),
    axes,
    names,
  },
  {
    what: {
      en: "descend on random bowls with 1, 2, 3 and 6 coordinates",
      zh: "descend 在随机的碗里，坐标有 1、2、3、6 个",
    },
    ask: (module, draw) =>
      outcomes(
        module,
        [1, 2, 3, 6].map((size) => drawn(draw, size, 0.05, 0.15)),
      ),
    axes,
    names,
  },
  {
    what: { en: "descend at rates beyond the limit, random", zh: "descend，学习率超过上限，随机抽取" },
    ask: (module, draw) =>
      outcomes(
        module,
        [1, 2, 3, 6].map((size) => drawn(draw, size, 3, 6)),
      ),
    axes,
    names,
  },
  {
    what: {
      en: "descend along losses that rise and fall",
      zh: "descend，损失有升有降",
    },
    ask: (module) =>
      outcomes(module, [
        along([5, 3, 4, 2.5, 6]),
        along([1, 9, 2, 8, 0.5, 3]),
        along([1, 10, 11, 1]),
        along([1, 10.5, 0.1]),
        along([2, 1, 19, 21, 0]),
        along([0.25, 0.5, 2.25, 2.75], 10),
        along([4, 2, 1, 7, 9], 2),
        along([2, 3, 1], 1),
        along([0.001, 0.02, 0.0001]),
        along([300, 1, 2900, 3100, 5]),
      ]),
    axes,
    names,
  },
  {
    what: {
      en: "descend where a loss is exactly the limit, or as low as an earlier one",
      zh: "descend，损失恰好等于界限，或与先前的一样低",
    },
    ask: (module) =>
      outcomes(module, [
        along([1, 10, 5], 10),
        along([2, 8, 8.5], 4),
        along([3, 3, 3], 1),
        along([4, 2, 2, 3]),
        along([0, 0, 0]),
        along([0, 1, 0]),
        [parabola, "(x − 3)²", [0], { learningRate: 1, steps: 5, growth: 1 }],
        [bowl([1]), "½x²", [1], { learningRate: 3, steps: 6, growth: 16 }],
      ]),
    axes,
    names,
  },
  {
    what: { en: "descend where a loss is NaN or infinite", zh: "descend，损失为 NaN 或无穷大" },
    ask: (module) =>
      outcomes(module, [
        along([1, 0.5, NaN, 0.1]),
        along([1, NaN]),
        along([NaN, 1, 1]),
        along([Infinity, 1, 1]),
        along([1, 0.5, Infinity, 0.1]),
        along([1, 0.5, Infinity, 0.1], Infinity),
        along([0, NaN, 0]),
        along([1, 1e300, 2], 1e301),
      ]),
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: {
      en: "descend with no step, with one, and diverging in the last one",
      zh: "descend，一步不走、只走一步、在最后一步发散",
    },
    ask: (module) =>
      outcomes(module, [
        along([3], 10, 0),
        along([3, 1], 10, 1),
        along([3, 31], 10, 1),
        along([3, 2, 31], 10, 2),
        along([3, 2, NaN, 1], 10, 2),
        along([NaN], 10, 0),
        [bowl([1, 4]), "½x² + 2y²", [0, 0], { learningRate: 0.1, steps: 2, growth: 10 }],
      ]),
    axes,
    names,
    holds: ["NaN"],
  },
  {
    what: {
      en: "descend where the gradient is NaN or infinite",
      zh: "descend，梯度为 NaN 或无穷大",
    },
    ask: (module) =>
      outcomes(
        module,
        [NaN, Infinity].map((slope) => [
          { ...bowl([1, 2]), gradient: ([x = 0]) => [x, slope] },
          `½x² + y² with the slopes [x, ${slope}]`,
          [2, 1],
          { learningRate: 0.1, steps: 5, growth: 10 },
        ]),
      ),
    axes,
    names,
    holds: ["NaN", "infinity"],
  },
  {
    what: {
      en: "descend on ½(ab − 1)², where a loss may rise at first and fall later",
      zh: "descend 在 ½(ab − 1)² 上，损失可能先升后降",
    },
    ask: (module) =>
      outcomes(
        module,
        [
          [0.1, 10],
          [0.15, 10],
          [0.15, 5],
          [0.2, 10],
          [0.3, 1000],
        ].map(([learningRate = 0, growth = 0]) => [
          product,
          "½(ab − 1)²",
          [4, 0],
          { learningRate, steps: 9, growth },
        ]),
      ),
    axes,
    names,
  },
  {
    what: { en: "descend at rates of any size", zh: "descend，大小悬殊的学习率" },
    ask: (module) =>
      outcomes(module, [
        [bowl([0.01, 0.002]), "0.005x² + 0.001y²", [3, 2], { learningRate: 150, steps: 5, growth: 10 }],
        [bowl([0.01, 0.002]), "0.005x² + 0.001y²", [3, 2], { learningRate: 250, steps: 9, growth: 10 }],
        [bowl([1e6]), "500000x²", [1e-3], { learningRate: 1.5e-6, steps: 4, growth: 10 }],
        [bowl([1, 2]), "½x² + y²", [1, 1], { learningRate: 1e200, steps: 4, growth: 10 }],
      ]),
    axes,
    names,
    holds: ["infinity"],
  },
);
