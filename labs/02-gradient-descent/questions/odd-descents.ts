import { sampled } from "@downhill/grader/questions";
import type { Problem } from "../key/solution.ts";
import { descents, partsOf, patient, walks } from "./descents.ts";
import { parabola, plane, upright } from "./problems.ts";

/** Where a logarithm ends: x − ln x, NaN left of 0, where its slope continues. */
const logarithm = (): Problem => ({
  loss: ([x = NaN]) => x - Math.log(x),
  gradient: ([x = NaN]) => [1 - 1 / x],
});

/** Where a root ends: x√x, which is NaN left of 0, as is its slope. */
const root = (): Problem => ({
  loss: ([x = NaN]) => x * Math.sqrt(x),
  gradient: ([x = NaN]) => [1.5 * Math.sqrt(x)],
});

/** Beyond 5 the parabola's loss is not available; it is `there` instead. */
const cliff = (there: number) => (): Problem => ({
  ...parabola(),
  loss: ([x = NaN]) => (x > 5 ? there : (x - 3) ** 2),
});

/** A slope that is infinite everywhere, with a loss that gives no information. */
const wall = (): Problem => ({ loss: () => 1, gradient: () => [Infinity] });

/** Losses, slopes and points that are NaN, infinite or beyond all bounds: none of these is a reason to stop. */
export const odd = [
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
    { en: "a start that is NaN", zh: "起点就是 NaN" },
    ({ descend }) => descents(descend, parabola, [NaN], { learningRate: 0.1, maxIterations: 2 }),
    ["NaN"],
  ),
  walks(
    {
      en: "a loss of ∞ beyond 5, and one of −∞ there, on (x − 3)² from 9",
      zh: "在 (x − 3)² 上从 9 出发，x 超过 5 时损失为 ∞，或者为 −∞",
    },
    ({ descend }) => ({
      "∞ beyond 5": descents(
        descend,
        cliff(Infinity),
        [9],
        { learningRate: 0.25, maxIterations: 3 },
        { learningRate: 0.25, lossThreshold: 1 },
      ),
      "−∞ beyond 5": descents(descend, cliff(-Infinity), [9], { learningRate: 0.25, lossThreshold: -20 }),
    }),
  ),
  walks(
    {
      en: "a loss that grows past 1e100, on ½x² from 4",
      zh: "在 ½x² 上从 4 出发，损失一直增大到 1e100 以上",
    },
    ({ descend }) => descents(descend, () => upright([1]), [4], { learningRate: 1e10, maxIterations: 6 }),
  ),
  walks(
    {
      en: "slopes of 1e200, whose squares are infinite, and a slope of ∞",
      zh: "斜率为 1e200（平方后是无穷大），以及斜率为 ∞",
    },
    ({ descend }) => ({
      "a plane of slopes 1e200, −1e200": descents(descend, () => plane([1e200, -1e200]), [4, 5], {
        learningRate: 1e-200,
        maxIterations: 3,
      }),
      "a slope of ∞": descents(descend, wall, [4], { learningRate: 0.1, maxIterations: 2 }),
    }),
    ["infinity"],
  ),
];

/** A plane in many coordinates, as many as `Math.hypot(...g)` can still take. */
export const many = {
  ...walks({ en: "a plane in 50,000 coordinates", zh: "有 50,000 个坐标的平面" }, ({ descend }, draw) => {
    const slopes = draw.list(50_000, () => draw.uniform(1, 2));
    const from = (gradientTolerance: number): unknown => {
      const start = slopes.map((_, i) => i);
      const settings = { ...patient, maxIterations: 2, gradientTolerance };
      const { iterations, reason, x, path } = partsOf(descend(plane(slopes), start, settings));
      const points = Array.isArray(path) ? path : [];
      return {
        iterations,
        reason,
        x: sampled(x, 5_000),
        points: points.length,
        "path[0]": sampled(points[0], 5_000),
      };
    };
    return { "gradientTolerance: 100": from(100), "gradientTolerance: 400": from(400) };
  }),
  costly: true,
};
