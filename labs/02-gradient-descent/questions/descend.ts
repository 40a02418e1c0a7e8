import type { Problem, Vector } from "../key/solution.ts";
import { asked, sampled, short, shorts } from "./asking.ts";
import { type Descend, descents, partsOf, patient, told, walks } from "./descents.ts";
import { bowl, parabola, plane, tilted, upright } from "./problems.ts";
import { refused } from "./refused.ts";

/** Where a logarithm ends: x − ln x, NaN left of 0, where its slope goes on. */
const logarithm = (): Problem => ({
  loss: ([x = NaN]) => x - Math.log(x),
  gradient: ([x = NaN]) => [1 - 1 / x],
});

/** Where a root ends: x√x, which is NaN left of 0, and so is its slope. */
const root = (): Problem => ({
  loss: ([x = NaN]) => x * Math.sqrt(x),
  gradient: ([x = NaN]) => [1.5 * Math.sqrt(x)],
});

/** Mistakes are counted, but it is a smooth stand-in that is descended: the loss is flat almost everywhere. */
const stairs = (): Problem => ({ ...parabola(), loss: ([x = NaN]) => Math.ceil(Math.abs(x - 3)) });

export const descend = asked(
  walks({ en: "descend(bowl, [4, −1], …)", zh: "descend(bowl, [4, −1], …)" }, ({ descend }) =>
    descents(
      descend,
      bowl,
      [4, -1],
      { learningRate: 0.25, maxIterations: 5, lossThreshold: 0 },
      { learningRate: 0.25, maxIterations: 100, gradientTolerance: 0.01, lossThreshold: 0 },
      { learningRate: 0.25, maxIterations: 100, lossThreshold: 5.02 },
      { learningRate: 0.25, maxIterations: 0 },
      { learningRate: 0.25, maxIterations: 1 },
    ),
  ),
  walks(
    {
      en: "descend on (x − 3)² from 0, with the lesson's rates",
      zh: "在 (x − 3)² 上从 0 出发，用讲义里的学习率下降",
    },
    ({ descend }) =>
      descents(
        descend,
        parabola,
        [0],
        ...[0.1, 0.9, 1, 1.1].map((learningRate) => ({
          learningRate,
          maxIterations: 100,
          gradientTolerance: 0.01,
        })),
        { learningRate: 0.1, maxIterations: 100, lossThreshold: 0 },
      ),
  ),
  walks({ en: "descend from the lowest point", zh: "从最低点出发" }, ({ descend }) => ({
    "bowl, [1, -2]": descents(descend, bowl, [1, -2], {}, { lossThreshold: 5 }, { maxIterations: 0 }),
    "parabola, [3]": descents(descend, parabola, [3], { lossThreshold: 0, maxIterations: 0 }),
  })),
  walks(
    {
      en: "several reasons at once, on ½(x₁² + x₂²) from (3, 4)",
      zh: "在 ½(x₁² + x₂²) 上从 (3, 4) 出发，同时满足几个停止条件",
    },
    ({ descend }) =>
      descents(
        descend,
        () => upright([1, 1]),
        [3, 4],
        { lossThreshold: 12.5, gradientTolerance: 5 },
        { gradientTolerance: 1.25, maxIterations: 2 },
        { lossThreshold: 3.125, maxIterations: 1 },
        { lossThreshold: 3.125, gradientTolerance: 2.5, maxIterations: 1 },
        { lossThreshold: 12.5, gradientTolerance: 5, maxIterations: 0 },
      ),
  ),
  walks(
    {
      en: "a limit met exactly, or just missed, on ½(x₁² + x₂²) from (3, 4)",
      zh: "在 ½(x₁² + x₂²) 上从 (3, 4) 出发，恰好达到或差一点达到界限",
    },
    ({ descend }) =>
      descents(
        descend,
        () => upright([1, 1]),
        [3, 4],
        { lossThreshold: 0.78125 },
        { lossThreshold: 0.78 },
        { gradientTolerance: 1.25 },
        { gradientTolerance: 1.249 },
      ),
  ),
  walks(
    {
      en: "losses below zero, on ½(x₁² + x₂²) − 20 from (3, 4)",
      zh: "损失为负：在 ½(x₁² + x₂²) − 20 上从 (3, 4) 出发",
    },
    ({ descend }) =>
      descents(
        descend,
        () => upright([1, 1], -20),
        [3, 4],
        { lossThreshold: 0 },
        { lossThreshold: 5 },
        { lossThreshold: -19 },
        { lossThreshold: -25, gradientTolerance: 0.1 },
      ),
  ),
  walks(
    { en: "three coordinates, one of them far flatter", zh: "三个坐标，其中一个平缓得多" },
    ({ descend }) =>
      Object.fromEntries(
        [
          [0.05, 1, 1.5],
          [1, 0.05, 1.5],
          [1, 1.5, 0.05],
        ].map((curvatures) => [
          `curvatures ${curvatures.join(", ")}`,
          descents(
            descend,
            () => upright(curvatures),
            [4, 4, 4],
            { maxIterations: 300, gradientTolerance: 0.05 },
            { maxIterations: 300, lossThreshold: 0.01 },
          ),
        ]),
      ),
  ),
  walks(
    { en: "random tilted bowls in 1, 2, 3 and 5 coordinates", zh: "1、2、3、5 个坐标的斜碗，数值随机抽取" },
    ({ descend }, draw) =>
      Object.fromEntries(
        [1, 2, 3, 5].map((size) => {
          const floor = short(draw, -9, 9);
          const problem = tilted(
            shorts(draw, size, 0.4, 1.2),
            shorts(draw, size, -3, 3),
            short(draw, 0.1, 0.4),
            floor,
          );
          const usual = { learningRate: short(draw, 0.1, 0.3), maxIterations: 400 };
          return [
            `n = ${size}`,
            descents(
              descend,
              () => problem,
              shorts(draw, size, 4, 9),
              { ...usual, gradientTolerance: short(draw, 0.02, 0.2) },
              { ...usual, lossThreshold: floor + short(draw, 0.01, 0.1) },
              { ...usual, maxIterations: draw.integer(2, 9) },
            ),
          ];
        }),
      ),
  ),
  walks({ en: "a plane in 50,000 coordinates", zh: "有 50,000 个坐标的平面" }, ({ descend }, draw) => {
    const slopes = draw.list(50_000, () => draw.uniform(1, 2));
    const from = (gradientTolerance: number): unknown => {
      const start = slopes.map((_, i) => i);
      const settings = { ...patient, maxIterations: 3, gradientTolerance };
      const { iterations, reason, x, path } = partsOf(descend(plane(slopes), start, settings));
      const points = Array.isArray(path) ? path : [];
      return {
        iterations,
        reason,
        x: sampled(x, 5000),
        points: points.length,
        "path[0]": sampled(points[0], 5000),
      };
    };
    return { "gradientTolerance: 100": from(100), "gradientTolerance: 400": from(400) };
  }),
  walks(
    {
      en: "a flat curve, 0.005x² from 8, where large rates are fine",
      zh: "在平缓的曲线 0.005x² 上从 8 出发，这里的学习率本来就该很大",
    },
    ({ descend }) =>
      descents(
        descend,
        () => upright([0.01]),
        [8],
        ...[2, 150, 199].map((learningRate) => ({
          learningRate,
          maxIterations: 60,
          gradientTolerance: 0.01,
        })),
      ),
  ),
  walks({ en: "a rate too small to move x at all", zh: "学习率小到根本走不动" }, ({ descend }) =>
    descents(descend, parabola, [4], { learningRate: 1e-20, maxIterations: 3 }),
  ),
  walks(
    {
      en: "a loss that is flat almost everywhere, and the gradient of another",
      zh: "损失几乎处处是平的，梯度来自另一个函数",
    },
    ({ descend }) =>
      descents(
        descend,
        stairs,
        [9.5],
        { learningRate: 0.1, lossThreshold: 1, maxIterations: 30 },
        { learningRate: 0.1, maxIterations: 4 },
      ),
  ),
  walks(
    { en: "a loss that becomes NaN, x − ln x from 3", zh: "损失变成 NaN：在 x − ln x 上从 3 出发" },
    ({ descend }) =>
      descents(descend, logarithm, [3], { learningRate: 6, maxIterations: 4, lossThreshold: 0 }),
  ),
  walks(
    {
      en: "a loss and a gradient that become NaN, x√x from 1",
      zh: "损失和梯度都变成 NaN：在 x√x 上从 1 出发",
    },
    ({ descend }) =>
      descents(descend, root, [1], {
        learningRate: 2,
        maxIterations: 4,
        lossThreshold: 0,
        gradientTolerance: 0.1,
      }),
    ["NaN"],
  ),
  walks(
    {
      en: "1,000 steps on a plane, and the list that gradient returns each time",
      zh: "在平面上走 1000 步，以及 gradient 每次返回的那个列表",
    },
    ({ descend }) => {
      const slopes = [3, -4];
      const descent = descend(plane(slopes), [1, 2], {
        ...patient,
        maxIterations: 1000,
      });
      const { iterations, reason, x, path } = partsOf(descent);
      return { iterations, reason, x, path: sampled(path, 100), "the slopes afterwards": slopes };
    },
  ),
  walks(
    {
      en: "one descent, another one, then the first one again",
      zh: "先下降一次，换个地方再下降一次，然后重做第一次",
    },
    ({ descend }) => {
      const settings = { ...patient, maxIterations: 3 };
      const from = (x0: Vector): ReturnType<Descend> =>
        descend(bowl(), x0, { ...settings, learningRate: 0.25 });
      const [first, other, again] = [
        from([4, -1]),
        descend(parabola(), [9], { ...settings, learningRate: 0.1 }),
        from([4, -1]),
      ];
      return { first: told(first), other: told(other), again: told(again) };
    },
  ),
  ...refused,
);
