import {
  asked,
  type Draw,
  kept,
  questions,
  sampled,
  short,
  stepAxis,
  type Tolerance,
} from "@downhill/grader/questions";
import { type Module, rounding } from "./asking.ts";
import { descend } from "./descend.ts";
import { vectorStep } from "./vector-step.ts";

const formula: Tolerance = {
  relative: 2e-15,
  absolute: 1e-15,
  why: {
    en: "a formula is rounded by about 1e-16 of its value; a slope measured from two nearby losses loses more digits",
    zh: "公式的舍入误差约为其值的 1e-16；用相邻两点的损失估计斜率时，相减会损失更多有效数字",
  },
};

const exact: Tolerance = {
  relative: 1e-14,
  why: {
    en: "x − 3 has no rounding error close to 3, so the formula is exact to the last digits there",
    zh: "x 靠近 3 时，x − 3 没有舍入误差，所以按公式算出的结果精确到末几位",
  },
};
const oneStep: Tolerance = {
  relative: 1e-13,
  absolute: 1e-14,
  why: {
    en: "one step is rounded by about 1e-16 of its numbers",
    zh: "走一步的舍入误差约为各数的 1e-16",
  },
};

/** Answers by the calls that gave them, as a learner could type them. */
const calls = <A extends unknown[]>(
  name: string,
  call: (...args: A) => unknown,
  ...each: readonly A[]
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(each.map((args) => [`${name}(${args.join(", ")})`, call(...args)]));

const places: readonly [x: number][] = [[0], [3], [5], [2.5], [-4]];
const far: readonly [x: number][] = [[1e8], [-98765432.1], [12345.678], [3.0001], [2.999]];
const close: readonly [x: number][] = [[3.0000001], [2.9999999], [3.000000001], [2.999999999]];
const around = (draw: Draw): readonly [x: number][] => draw.list(8, () => [short(draw, -12, 18)]);

export default questions<Module>({
  gradient: asked<Module>(
    {
      what: { en: "the loss", zh: "损失" },
      ask: ({ loss }) => calls("loss", loss, ...places),
      within: rounding,
    },
    {
      what: { en: "the gradient", zh: "梯度" },
      ask: ({ gradient }) => calls("gradient", gradient, ...places),
      within: formula,
    },
    {
      what: { en: "the loss at random points", zh: "随机抽取的各点处的损失" },
      ask: ({ loss }, draw) => calls("loss", loss, ...around(draw), ...far),
      within: rounding,
    },
    {
      what: { en: "the gradient at random points", zh: "随机抽取的各点处的梯度" },
      ask: ({ gradient }, draw) => calls("gradient", gradient, ...around(draw)),
      within: formula,
    },
    {
      what: {
        en: "the gradient far from 3 and close to it, by its formula",
        zh: "离 3 很远处和很近处的梯度，应按公式计算",
      },
      ask: ({ gradient }) => calls("gradient", gradient, ...far),
      within: formula,
    },
    {
      what: { en: "loss and gradient very close to 3", zh: "离 3 极近处的损失和梯度" },
      ask: ({ loss, gradient }) => ({
        ...calls("loss", loss, ...close),
        ...calls("gradient", gradient, ...close),
      }),
      within: exact,
    },
    {
      what: { en: "loss and gradient of NaN", zh: "x 为 NaN 时的损失和梯度" },
      ask: ({ loss, gradient }) => ({ "loss(NaN)": loss(NaN), "gradient(NaN)": gradient(NaN) }),
      holds: ["NaN"],
    },
  ),
  step: asked<Module>(
    {
      what: { en: "one step", zh: "走一步" },
      ask: ({ step }) =>
        calls("step", step, [0, 0.1], [5, 0.1], [0, 0.5], [3, 0.1], [0, 1], [-2, 0.25], [7, 0]),
      within: oneStep,
    },
    {
      what: {
        en: "one step from random points, with random rates",
        zh: "从随机抽取的点出发，用随机的学习率走一步",
      },
      ask: ({ step }, draw) =>
        calls(
          "step",
          step,
          ...draw.list(8, () => [short(draw, -9, 15), short(draw, 0.02, 0.98)] as [number, number]),
        ),
      within: oneStep,
    },
    {
      what: {
        en: "one step from far away, or with a large or tiny rate",
        zh: "离 3 很远处，或者学习率很大、很小时走一步",
      },
      ask: ({ step }, draw) =>
        calls(
          "step",
          step,
          [1e8, 0.2],
          [-1e6, 0.001],
          [7, 1e-9],
          [0, 1e-10],
          [0, 1e-12],
          [0.123456789012345, 0.0987654321],
          [2, 40],
          [3.0001, 0.3],
          [short(draw, -5, 2), 1.7],
        ),
      within: oneStep,
    },
  ),
  walk: asked<Module>(
    {
      what: { en: "a short walk", zh: "走几步" },
      ask: ({ walk }) =>
        calls("walk", walk, [0, 0.1, 3], [5, 0.25, 1], [7, 0.1, 0], [3, 0.1, 4], [0, 0.5, 4], [-1, 0.2, 2]),
      axes: [stepAxis],
      within: rounding,
    },
    {
      what: { en: "the lesson's four rates", zh: "讲义里的四个学习率" },
      ask: ({ walk }) => calls("walk", walk, [0, 0.1, 100], [0, 0.9, 100], [0, 1, 100], [0, 1.1, 100]),
      axes: [stepAxis],
      within: rounding,
    },
    {
      what: { en: "walks from random points, with random rates", zh: "从随机抽取的点出发，用随机的学习率走" },
      ask: ({ walk }, draw) =>
        calls(
          "walk",
          walk,
          ...draw.list(
            5,
            () =>
              [short(draw, -9, 15), short(draw, 0.02, 0.98), draw.integer(2, 30)] as [number, number, number],
          ),
        ),
      axes: [stepAxis],
      within: rounding,
    },
    {
      what: {
        en: "walks from far away, or with large and tiny rates",
        zh: "从很远处出发，或者用很大、很小的学习率走",
      },
      ask: ({ walk }) => calls("walk", walk, [1e6, 0.3, 40], [-1e6, 0.001, 5], [2, 1e-6, 5], [2.5, 3, 20]),
      axes: [stepAxis],
      within: rounding,
    },
    {
      what: { en: "5,000 small steps, walk(0, 0.0001, 5000)", zh: "走 5,000 小步，walk(0, 0.0001, 5000)" },
      ask: ({ walk }) => sampled(walk(0, 0.0001, 5000), 500),
      within: rounding,
    },
    {
      what: {
        en: "walks that run away: walk(0, 1e10, 40) and its first points, walk(NaN, 0.1, 2)",
        zh: "越走越远的路径：walk(0, 1e10, 40) 和它开头的几个点，walk(NaN, 0.1, 2)",
      },
      ask({ walk }) {
        const away = walk(0, 1e10, 40) as ArrayLike<number>;
        const first = Array.from({ length: 25 }, (_, i) => away[i]);
        return { length: away.length, first, "walk(NaN, 0.1, 2)": walk(NaN, 0.1, 2) };
      },
      axes: [stepAxis],
      within: rounding,
      holds: ["NaN"],
    },
    {
      what: {
        en: "walks from one start, a longer one, one from elsewhere, a shorter one; each checked again at the end",
        zh: "从同一处出发的几条路径：先短，再长，中间换个起点，最后更短；每条到最后再看一遍",
      },
      ask({ walk }, draw) {
        const x0 = short(draw, -5, 2);
        const each: [number, number, number][] = [
          [x0, 0.2, 3],
          [x0, 0.2, 6],
          [8, 0.3, 2],
          [x0, 0.2, 1],
          [x0, 0.2, 3],
        ];
        return Object.fromEntries(
          each.map((args, i) => [`${i + 1}. walk(${args.join(", ")})`, kept(walk(...args))]),
        );
      },
      axes: [stepAxis],
      within: rounding,
    },
  ),
  "vector-step": vectorStep,
  descend,
});
