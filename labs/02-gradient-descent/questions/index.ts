import { type Draw, questions, type Tolerance } from "@downhill/grader/questions";
import type { Problem, Vector } from "../key/solution.ts";
import { asked, coordinateAxis, type Module, rounding, sampled, short, shorts, stepAxis } from "./asking.ts";
import { descend } from "./descend.ts";
import { bowl, plane, tilted } from "./problems.ts";

const formula: Tolerance = {
  relative: 2e-15,
  absolute: 1e-15,
  why: {
    en: "a formula is rounded by about 1e-16 of its value; a slope measured from two nearby losses loses more digits",
    zh: "公式的舍入误差约为其值的 1e-16；用相邻两点的损失估计斜率时，相减会损失更多有效数字",
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
const around = (draw: Draw): readonly [x: number][] => draw.list(8, () => [short(draw, -12, 18)]);

/** A point with a tilted bowl around another. */
const drawnBowl = (draw: Draw, size: number): readonly [x: Vector, problem: Problem] => [
  shorts(draw, size, -5, 5),
  tilted(shorts(draw, size, 0.5, 2), shorts(draw, size, -3, 3), short(draw, 0.3, 0.8), 0),
];

export default questions<Module>({
  gradient: asked(
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
        zh: "离 3 很远和很近处的梯度，按公式计算",
      },
      ask: ({ gradient }) => calls("gradient", gradient, ...far),
      within: formula,
    },
    {
      what: { en: "loss and gradient of NaN", zh: "x 不是数时的损失和梯度" },
      ask: ({ loss, gradient }) => ({ "loss(NaN)": loss(NaN), "gradient(NaN)": gradient(NaN) }),
      holds: ["NaN"],
    },
  ),
  step: asked(
    {
      what: { en: "one step", zh: "走一步" },
      ask: ({ step }) =>
        calls("step", step, [0, 0.1], [5, 0.1], [0, 0.5], [3, 0.1], [0, 1], [-2, 0.25], [7, 0]),
      within: rounding,
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
      within: rounding,
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
          [2, 40],
          [3.0001, 0.3],
          [short(draw, -5, 2), 1.7],
        ),
      within: rounding,
    },
  ),
  walk: asked(
    {
      what: { en: "a short walk", zh: "走几步" },
      ask: ({ walk }) =>
        calls("walk", walk, [0, 0.1, 3], [5, 0.25, 1], [7, 0.1, 0], [3, 0.1, 4], [0, 0.5, 4], [-1, 0.2, 2]),
      axes: [stepAxis],
      within: rounding,
    },
    {
      what: { en: "the lesson's four rates", zh: "课文里的四个学习率" },
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
      what: { en: "5,000 small steps, walk(0, 0.0001, 5000)", zh: "走 5000 小步，walk(0, 0.0001, 5000)" },
      ask: ({ walk }) => sampled(walk(0, 0.0001, 5000), 500),
      within: rounding,
    },
    {
      what: {
        en: "a walk, another one, then the first one again",
        zh: "先走一趟，换一条路再走一趟，然后重走第一趟",
      },
      ask({ walk }, draw) {
        const x0 = short(draw, -5, 2);
        const [first, other, again] = [walk(x0, 0.2, 4), walk(8, 0.3, 2), walk(x0, 0.2, 4)];
        return { first, other, again };
      },
      axes: [stepAxis],
      within: rounding,
    },
  ),
  "vector-step": asked(
    {
      what: {
        en: "a step on the lesson's bowl, and x afterwards",
        zh: "在课文里的碗上走一步，以及调用之后的 x",
      },
      ask({ stepVector }) {
        const from = (x: Vector, rate: number): unknown => {
          const answer = stepVector(x, rate, bowl().gradient);
          return { answer, "x afterwards": x };
        };
        return {
          "stepVector([4, -1], 0.25, …)": from([4, -1], 0.25),
          "stepVector([-1, -2.5], 0.1, …)": from([-1, -2.5], 0.1),
          "stepVector([1, -2], 0.1, …)": from([1, -2], 0.1),
          "stepVector([0, 0], 0.1, …)": from([0, 0], 0.1),
        };
      },
      axes: [coordinateAxis],
      within: rounding,
    },
    {
      what: {
        en: "random steps in 1, 2, 3 and 6 coordinates",
        zh: "在 1、2、3、6 个坐标上走一步，数值随机抽取",
      },
      ask: ({ stepVector }, draw) =>
        Object.fromEntries(
          [1, 2, 3, 6].map((size) => {
            const [x, { gradient }] = drawnBowl(draw, size);
            return [`n = ${size}`, stepVector(x, short(draw, 0.05, 0.6), gradient)];
          }),
        ),
      axes: [coordinateAxis],
      within: rounding,
    },
    {
      what: {
        en: "a step with no coordinates, stepVector([], 0.1, …)",
        zh: "没有坐标时走一步，stepVector([], 0.1, …)",
      },
      ask: ({ stepVector }) => stepVector([], 0.1, () => []),
      holds: ["empty"],
    },
    {
      what: { en: "a step in 150,000 coordinates", zh: "在 150000 个坐标上走一步" },
      ask({ stepVector }, draw) {
        const x = Array.from({ length: 150_000 }, (_, i) => i);
        const slopes = draw.list(150_000, () => draw.uniform(1, 2));
        return sampled(
          stepVector(x, 0.5, () => slopes),
          15_000,
        );
      },
      within: rounding,
    },
    {
      what: {
        en: "the lists afterwards: x, the list from gradient, and the answer after x was changed",
        zh: "事后的各个列表：x、gradient 返回的列表，以及把 x 改掉之后的返回值",
      },
      ask({ stepVector }) {
        const [x, slopes, level] = [
          [4, -1, 2],
          [1, -2, 3],
          [5, 6],
        ];
        const answer = stepVector(x, 0.5, () => slopes);
        const stay = stepVector(level, 0.5, () => [0, 0]);
        const seen = { "x afterwards": [...x], "the slopes afterwards": slopes };
        x.fill(99);
        level.fill(99);
        return { ...seen, answer, "the answer where the slopes are 0": stay };
      },
      axes: [coordinateAxis],
      within: rounding,
    },
    {
      what: {
        en: "a step, another one, then the first one again",
        zh: "走一步，再走一步，然后看第一次的返回值",
      },
      ask({ stepVector }, draw) {
        const [x, { gradient }] = drawnBowl(draw, 2);
        const first = stepVector(x, 0.1, gradient);
        const other = stepVector([7, 8], 0.1, plane([1, 10]).gradient);
        return { first, other, again: stepVector(x, 0.1, gradient) };
      },
      axes: [coordinateAxis],
      within: rounding,
    },
    {
      what: { en: "slopes and rates of any size", zh: "大小悬殊的斜率和学习率" },
      ask: ({ stepVector }) => ({
        "slopes [1e9, -1e-9, 0], rate 3": stepVector([1, 2, 3], 3, () => [1e9, -1e-9, 0]),
        "slopes [0.01, -0.02], rate 150": stepVector([1, 2], 150, () => [0.01, -0.02]),
        "slopes [8e8, 1e9], rate 1e-9": stepVector([1, 2], 1e-9, () => [8e8, 1e9]),
        "slopes [NaN, 1, Infinity, -Infinity], rate 0.5": stepVector([1, 2, 3, 4], 0.5, () => [
          NaN,
          1,
          Infinity,
          -Infinity,
        ]),
      }),
      axes: [coordinateAxis],
      within: rounding,
      holds: ["NaN", "infinity"],
    },
  ),
  descend,
});
