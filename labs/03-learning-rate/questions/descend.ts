import {
  asked,
  type Draw,
  fieldsOf,
  kept,
  sampled,
  short,
  shorts,
  stepAxis,
  typed,
} from "@downhill/grader/questions";
import type { Options, Outcome, Problem, Vector } from "../key/solution.ts";
import { bowl, drawnBowl, type Module, product } from "./asking.ts";

const parts = (answer: unknown): unknown => fieldsOf(answer, "status", "losses", "x");
const axes = [{ en: "number", zh: "个数" }];
const names = { losses: { en: "losses", zh: "各点的损失" } };

type Case = readonly [problem: Problem, name: string, x0: Vector, options: Options];
const outcomes = ({ descend }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([problem, name, x0, options]) => [
      `descend(${name}, ${typed(x0)}, ${typed(options)})`,
      parts(descend({ ...problem }, [...x0], { ...options })),
    ]),
  );

/** A path along which the losses are these, one after another: each step leads from x to x + 1. */
const along = (losses: readonly number[], growth = 10, steps = losses.length - 1): Case => [
  { loss: ([x = 0]) => losses[Math.round(x)] ?? 0, gradient: () => [-1] },
  `losses ${typed([...losses])}`,
  [0],
  { learningRate: 1, steps, growth },
];
const parabola: Problem = { loss: ([x = 0]) => (x - 3) ** 2, gradient: ([x = 0]) => [2 * (x - 3)] };
const drawn = (draw: Draw, size: number, from: number, to: number): Case => [
  drawnBowl(draw, size),
  "…",
  shorts(draw, size, -5, 5),
  { learningRate: short(draw, from, to), steps: 8, growth: 10 },
];

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
  {
    what: {
      en: "descend: calls of loss and gradient, and the lists afterwards",
      zh: "descend 求损失和求梯度的次数，以及事后的各个列表",
    },
    ask({ descend }) {
      return Object.fromEntries(
        [0.1, 3].map((learningRate) => {
          const [x0, slopes] = [[2, 1], [] as Vector[]];
          const { loss, gradient } = bowl([1, 2]);
          let losses = 0;
          const problem: Problem = {
            loss: (x) => (losses++, loss(x)),
            gradient: (x) => {
              const answer = gradient(x);
              slopes.push(answer);
              return answer;
            },
          };
          const options = { learningRate, steps: 4, growth: 1e4 };
          const answer = descend(problem, x0, options);
          const seen = {
            calls: [losses, slopes.length],
            "x0 afterwards": [...x0],
            "slopes afterwards": slopes.map((each) => [...each]),
            "options afterwards": { ...options },
          };
          x0.fill(99);
          for (const each of slopes) each.fill(99);
          return [`learningRate: ${learningRate}`, { ...seen, answer: parts(answer) }];
        }),
      );
    },
    axes: [stepAxis, ...axes],
    names: {
      ...names,
      "x0 afterwards": { en: "x0 afterwards", zh: "之后的 x0" },
      "slopes afterwards": { en: "the slopes afterwards", zh: "之后的斜率列表" },
      "options afterwards": { en: "the options afterwards", zh: "之后的 options" },
    },
  },
  {
    what: {
      en: "the answer once x0 was overwritten, where x0 itself was the lowest point",
      zh: "最低点就是 x0 时，把 x0 改掉之后的返回值",
    },
    ask({ descend }) {
      return [0, 3].map((steps) => {
        const x0 = [2, 1];
        const answer = descend(bowl([1, 2]), x0, { learningRate: 4, steps, growth: 10 });
        x0.fill(99);
        return parts(answer);
      });
    },
    axes: [{ en: "call", zh: "次" }, ...axes],
    names,
  },
  {
    what: {
      en: "two descents in turns, each answer looked at again at the end",
      zh: "两次下降轮流进行，每次的返回值到最后再看一遍",
    },
    ask({ descend }, draw) {
      const runs = [drawn(draw, 2, 0.05, 0.15), drawn(draw, 2, 3, 6)];
      return [...runs, ...runs].map(([problem, , x0, options]) =>
        kept(parts(descend({ ...problem }, [...x0], { ...options }))),
      );
    },
    axes: [{ en: "call", zh: "次" }, ...axes],
    names,
  },
  {
    what: { en: "descend in 50,000 coordinates", zh: "descend，50,000 个坐标" },
    ask({ descend }, draw) {
      const [size, at] = [50_000, draw.uniform(1, 2)];
      const problem: Problem = {
        loss: (x) => x.reduce((sum, each) => sum + each * each, 0) / 2,
        gradient: (x) => x.map((each) => each),
      };
      const x0 = Array.from({ length: size }, (_, i) => at + (i % 7));
      const answer = descend(problem, x0, { learningRate: 0.25, steps: 3, growth: 10 }) as
        Partial<Outcome> | undefined;
      return { status: answer?.status, losses: answer?.losses, x: sampled(answer?.x, 5000) };
    },
    axes,
    names,
    costly: true,
  },
  {
    what: { en: "descend, 15,000 steps", zh: "descend，15,000 步" },
    ask({ descend }) {
      const options = { learningRate: 0.001, steps: 15_000, growth: 10 };
      const answer = descend({ ...parabola }, [0], options) as Partial<Outcome> | undefined;
      return { status: answer?.status, losses: sampled(answer?.losses, 1500), x: answer?.x };
    },
    axes,
    names,
    costly: true,
  },
);
