import { asked, coordinateAxis, type Draw, kept, sampled, short, shorts } from "@downhill/grader/questions";
import type { Problem, Vector } from "../key/solution.ts";
import { type Module, rounding } from "./asking.ts";
import { bowl, plane, tilted } from "./problems.ts";

/** A point with a tilted bowl around another. */
const drawnBowl = (draw: Draw, size: number): readonly [x: Vector, problem: Problem] => [
  shorts(draw, size, -5, 5),
  tilted(shorts(draw, size, 0.5, 2), shorts(draw, size, -3, 3), short(draw, 0.3, 0.8), 0),
];

/** Slopes, a rate and a point: large, tiny and broken ones. */
const sizes: readonly (readonly [slopes: Vector, rate: number, x: Vector])[] = [
  [[1e9, -1e-9, 0], 3, [1, 2, 3]],
  [[0.01, -0.02], 150, [1, 2]],
  [[8e8, 1e9], 1e-9, [1, 2]],
  [[NaN, 1, Infinity, -Infinity], 0.5, [1, 2, 3, 4]],
  [[1, 2, 3, 4], 0.5, [NaN, 1, Infinity, -Infinity]],
  [[1e20, 1e-300], 1e300, [1, 1]],
];

export const vectorStep = asked<Module>(
  {
    what: {
      en: "a step on the lesson's bowl, and x afterwards",
      zh: "在讲义里的碗上走一步，以及调用之后的 x",
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
          const rate = short(draw, 0.05, 0.6);
          const slopes = gradient(x).map((slope) => Number(slope.toPrecision(6)));
          const call = `stepVector([${x.join(", ")}], ${rate}, …), ∇J(x) = [${slopes.join(", ")}]`;
          return [call, stepVector(x, rate, gradient)];
        }),
      ),
    axes: [coordinateAxis],
    within: rounding,
  },
  {
    what: {
      en: "a step with no coordinates, stepVector([], 0.1, …)",
      zh: "一个坐标也没有时走一步，stepVector([], 0.1, …)",
    },
    ask: ({ stepVector }) => stepVector([], 0.1, () => []),
    holds: ["empty"],
  },
  {
    what: { en: "a step in 150,000 coordinates", zh: "在 150,000 个坐标上走一步" },
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
      const [x, slopes, level, still] = [
        [4, -1, 2],
        [1, -2, 3],
        [5, 6],
        [7, 8],
      ];
      const answer = stepVector(x, 0.5, () => slopes);
      const flat = stepVector(level, 0.5, () => [0, 0]);
      const idle = stepVector(still, 0, () => [1, 2]);
      const seen = { "x afterwards": [...x], "the slopes afterwards": slopes };
      for (const each of [x, level, still]) each.fill(99);
      return {
        ...seen,
        answer,
        "the answer where the slopes are 0": flat,
        "the answer where the rate is 0": idle,
      };
    },
    names: {
      "the answer where the slopes are 0": {
        en: "the answer where the slopes are 0",
        zh: "斜率为 0 时的结果",
      },
      "the answer where the rate is 0": { en: "the answer where the rate is 0", zh: "学习率为 0 时的结果" },
    },
    axes: [coordinateAxis],
    within: rounding,
  },
  {
    what: {
      en: "a step, another one, then the first one again; each answer checked again at the end",
      zh: "走一步，再走一步，然后重走第一步；每次的返回值到最后再看一遍",
    },
    ask({ stepVector }, draw) {
      const [x, { gradient }] = drawnBowl(draw, 2);
      const first = kept(stepVector(x, 0.1, gradient));
      const other = kept(stepVector([7, 8], 0.1, plane([1, 10]).gradient));
      return { first, other, again: kept(stepVector(x, 0.1, gradient)) };
    },
    axes: [coordinateAxis],
    within: rounding,
  },
  {
    what: {
      en: "slopes, rates and coordinates of any size, and x afterwards",
      zh: "大小悬殊的斜率、学习率和坐标，以及调用之后的 x",
    },
    ask: ({ stepVector }) =>
      Object.fromEntries(
        sizes.map(([slopes, rate, from]) => {
          const x = [...from];
          const answer = stepVector(x, rate, () => [...slopes]);
          const call = `x [${from.join(", ")}], slopes [${slopes.join(", ")}], rate ${rate}`;
          return [call, { answer, "x afterwards": x }];
        }),
      ),
    axes: [coordinateAxis],
    within: rounding,
    holds: ["NaN", "infinity"],
  },
);
