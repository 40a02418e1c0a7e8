import { asked, kept, sampled, short, shorts } from "@downhill/grader/questions";
import type { Problem, Vector } from "../key/solution.ts";
import type { Module } from "./asking.ts";
import { descents, partsOf, patient, told, walks } from "./descents.ts";
import { bowl, parabola, plane, tilted, upright } from "./problems.ts";
import { many, odd } from "./odd-descents.ts";
import { refused } from "./refused.ts";

/** The loss counts mistakes, but the gradient comes from a smooth substitute: the loss is flat almost everywhere. */
const stairs = (): Problem => ({ ...parabola(), loss: ([x = NaN]) => Math.ceil(Math.abs(x - 3)) });

export const descend = asked<Module>(
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
    {
      en: "random tilted bowls in 1, 2, 3 and 5 coordinates, k + ½ Σ cᵢuᵢ² + ½ s (Σ uᵢ)² with u = x − m",
      zh: "1、2、3、5 个坐标的斜碗，数值随机抽取：k + ½ Σ cᵢuᵢ² + ½ s (Σ uᵢ)²，其中 u = x − m",
    },
    ({ descend }, draw) =>
      Object.fromEntries(
        [1, 2, 3, 5].map((size) => {
          const floor = short(draw, -9, 9);
          const [c, centre] = [shorts(draw, size, 0.4, 1.2), shorts(draw, size, -3, 3)];
          const [tilt, x0] = [short(draw, 0.1, 0.4), shorts(draw, size, 4, 9)];
          const usual = { learningRate: short(draw, 0.1, 0.3), maxIterations: 400 };
          return [
            `k = ${floor}, c = [${c.join(", ")}], m = [${centre.join(", ")}], s = ${tilt}, from [${x0.join(", ")}]`,
            descents(
              descend,
              () => tilted(c, centre, tilt, floor),
              x0,
              { ...usual, gradientTolerance: short(draw, 0.02, 0.2) },
              { ...usual, lossThreshold: floor + short(draw, 0.01, 0.1) },
              { ...usual, maxIterations: draw.integer(2, 9) },
            ),
          ];
        }),
      ),
  ),
  many,
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
  walks(
    {
      en: "curves so flat that a rate of 1e6 or 1e150 is right",
      zh: "极平缓的曲线，学习率取 1e6 甚至 1e150 才合适",
    },
    ({ descend }) => ({
      "½ · 1e-6 · x² from 8": descents(
        descend,
        () => upright([1e-6]),
        [8],
        { learningRate: 1e6, maxIterations: 3 },
        { learningRate: 1.5e6, maxIterations: 6, gradientTolerance: 1e-7 },
      ),
      "a plane of slope 1e-150 from 4": descents(descend, () => plane([1e-150]), [4], {
        learningRate: 1e150,
        maxIterations: 3,
      }),
    }),
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
      en: "a short descent, a longer one from the same start, one elsewhere, then the first again; each checked again at the end",
      zh: "先下降几步，再从同一处多走几步，换个地方再下降一次，然后重做第一次；每次的结果到最后再看一遍",
    },
    ({ descend }) => {
      const from = (x0: Vector, maxIterations: number): unknown =>
        kept(told(descend(bowl(), x0, { ...patient, learningRate: 0.25, maxIterations })));
      return {
        first: from([4, -1], 3),
        longer: from([4, -1], 6),
        other: kept(told(descend(parabola(), [9], { ...patient, learningRate: 0.1, maxIterations: 3 }))),
        again: from([4, -1], 3),
      };
    },
  ),
  ...odd,
  ...refused,
);
