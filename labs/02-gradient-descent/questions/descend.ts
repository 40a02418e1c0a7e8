import { outcome, question, type Question } from "@downhill/grader/questions";
import type { Options, Problem, Vector } from "../key/solution.ts";
import { asked, coordinateAxis, type Module, rounding, sampled, short, shorts, stepAxis } from "./asking.ts";
import { bowl, parabola, plane, tilted, upright } from "./problems.ts";

type Descend = Module["descend"];

const parts = ["iterations", "reason", "x", "path"] as const;

/** A descent as what came back may really be. */
type Told = Partial<Readonly<Record<(typeof parts)[number], unknown>>>;
const partsOf = (answer: unknown): Told => (typeof answer === "object" && answer !== null ? answer : {});

/** What a descent tells, the count first; an instance of a class tells it as well as a plain object does. */
const told = (answer: unknown): unknown => {
  const descent = partsOf(answer);
  const there = parts.filter((part) => part in descent);
  return there.length > 0 ? Object.fromEntries(there.map((part) => [part, descent[part]])) : answer;
};

/** Neither tolerance is ever met, unless the slope is 0. */
const patient = { learningRate: 0.5, maxIterations: 8, gradientTolerance: 0, lossThreshold: -Infinity };

/** Descents on one problem from one start, by their settings, as a learner could type them. */
const descents = (
  descend: Descend,
  problem: () => Problem,
  x0: Vector,
  ...settings: readonly Partial<Options>[]
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    settings.map((each) => {
      const options = { ...patient, ...each };
      const start = [...x0];
      const descent = told(descend(problem(), start, options));
      const name = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
      return [`{ ${name.join(", ")} }`, { descent, "x0 afterwards": start }];
    }),
  );

type Ask = Question<Module>["ask"];
const walks = (
  en: string,
  zh: string,
  ask: Ask,
  holds: Question<Module>["holds"] = [],
): Question<Module> => ({
  what: { en, zh },
  ask,
  axes: [stepAxis, coordinateAxis],
  within: rounding,
  holds,
});

const bad = [0, -0.1, -Infinity, Infinity, NaN] as const;
const good = { ...patient, maxIterations: 2 };

/** What a call threw; an error that is only returned is none. */
const thrown = (call: () => unknown): unknown => outcome(() => ({ returned: told(call()) }));

/** A problem, and how often its loss and its gradient were asked for. */
const counted = ({
  loss,
  gradient,
}: Problem): readonly [problem: Problem, calls: { loss: number; gradient: number }] => {
  const calls = { loss: 0, gradient: 0 };
  const problem = {
    loss: (x: Vector): number => (calls.loss++, loss(x)),
    gradient: (x: Vector): Vector => (calls.gradient++, gradient(x)),
  };
  return [problem, calls];
};

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
  walks("descend(bowl, [4, −1], …)", "descend(bowl, [4, −1], …)", ({ descend }) =>
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
    "descend on (x − 3)² from 0, with the lesson's rates",
    "在 (x − 3)² 上从 0 出发，用课文里的学习率下降",
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
  walks("descend from the lowest point", "从最低点出发", ({ descend }) => ({
    "bowl, [1, -2]": descents(descend, bowl, [1, -2], {}, { lossThreshold: 5 }, { maxIterations: 0 }),
    "parabola, [3]": descents(descend, parabola, [3], { lossThreshold: 0, maxIterations: 0 }),
  })),
  walks(
    "several reasons at once, on ½(x₁² + x₂²) from (3, 4)",
    "在 ½(x₁² + x₂²) 上从 (3, 4) 出发，同时满足几个停止条件",
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
    "a limit met exactly, or just missed, on ½(x₁² + x₂²) from (3, 4)",
    "在 ½(x₁² + x₂²) 上从 (3, 4) 出发，恰好达到或差一点达到界限",
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
    "losses below zero, on ½(x₁² + x₂²) − 20 from (3, 4)",
    "损失为负：在 ½(x₁² + x₂²) − 20 上从 (3, 4) 出发",
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
  walks("three coordinates, one of them far flatter", "三个坐标，其中一个平缓得多", ({ descend }) =>
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
    "random tilted bowls in 1, 2, 3 and 5 coordinates",
    "1、2、3、5 个坐标的斜碗，数值随机抽取",
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
  walks("a plane in 50,000 coordinates", "50000 个坐标的平面", ({ descend }, draw) => {
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
    "a flat curve, 0.005x² from 8, where large rates are fine",
    "平缓的曲线 0.005x²，从 8 出发，学习率就该很大",
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
  walks("a rate too small to move x at all", "学习率小到根本挪不动", ({ descend }) =>
    descents(descend, parabola, [4], { learningRate: 1e-20, maxIterations: 3 }),
  ),
  walks(
    "a loss that is flat almost everywhere, and the gradient of another",
    "损失几乎处处是平的，梯度来自另一个函数",
    ({ descend }) =>
      descents(
        descend,
        stairs,
        [9.5],
        { learningRate: 0.1, lossThreshold: 1, maxIterations: 30 },
        { learningRate: 0.1, maxIterations: 4 },
      ),
  ),
  walks("a loss that becomes NaN, x − ln x from 3", "损失变成 NaN：在 x − ln x 上从 3 出发", ({ descend }) =>
    descents(descend, logarithm, [3], { learningRate: 6, maxIterations: 4, lossThreshold: 0 }),
  ),
  walks(
    "a loss and a gradient that become NaN, x√x from 1",
    "损失和梯度都变成 NaN：在 x√x 上从 1 出发",
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
    "1,000 steps on a plane, and the list that gradient returns each time",
    "在平面上走 1000 步，以及 gradient 每次返回的那个列表",
    ({ descend }) => {
      const slopes = [3, -4];
      const descent = descend(plane(slopes), [1, 2], {
        ...patient,
        maxIterations: 1000,
        lossThreshold: -12_000,
      });
      return { descent: told(descent), "the slopes afterwards": slopes };
    },
  ),
  walks(
    "one descent, another one, then the first one again",
    "先下降一次，换个地方再下降一次，然后重做第一次",
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
  {
    what: { en: "learning rates that make no sense", zh: "不可能当真的学习率" },
    ask: ({ descend }) =>
      Object.fromEntries(
        bad.map((learningRate) => [
          `learningRate: ${learningRate}`,
          {
            "from 0": thrown(() => descend(parabola(), [0], { ...good, learningRate })),
            "from 3": thrown(() => descend(parabola(), [3], { ...good, learningRate, maxIterations: 0 })),
          },
        ]),
      ),
    holds: ["error"],
  },
  {
    what: {
      en: "calls to loss and gradient before a bad rate is rejected",
      zh: "拒绝不合理的学习率之前，loss 和 gradient 被调用的次数",
    },
    ask: ({ descend }) =>
      Object.fromEntries(
        bad.map((learningRate) => {
          const [problem, calls] = counted(parabola());
          thrown(() => descend(problem, [0], { ...good, learningRate }));
          return [`learningRate: ${learningRate}`, calls];
        }),
      ),
  },
  question<Module, readonly unknown[]>({
    what: { en: "the error messages for bad rates", zh: "关于不合理学习率的报错信息" },
    ask: ({ descend }) =>
      bad.map((learningRate) => {
        const refused = thrown(() => descend(parabola(), [0], { ...good, learningRate }));
        return refused instanceof Error ? refused.message : refused;
      }),
    judge: (messages) =>
      messages.every((message) => typeof message === "string" && /learning[\s_-]?rate|学习率/i.test(message))
        ? undefined
        : {
            en: 'each must contain "learning rate", so that the reader knows what to change.',
            zh: "其中都应当出现“learning rate”或“学习率”，读到的人才知道该改什么。",
          },
  }),
);
