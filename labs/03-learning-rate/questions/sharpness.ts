import { asked, coordinateAxis, type Draw, short, shorts, typed } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import { bowl, drawnBowl, type Gradient, type Module, product } from "./asking.ts";

const within = {
  relative: 1e-5,
  absolute: 1e-7,
  why: {
    en: "a difference of two gradients loses digits, more or fewer with another h",
    zh: "两个梯度相减会损失有效数字，损失多少与 h 有关",
  },
};
type Case = readonly [gradient: Gradient, name: string, x: Vector, direction: Vector, steps: number];

const estimates = ({ sharpness }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([gradient, name, x, direction, steps]) => [
      `sharpness(${name}, ${typed(x)}, ${typed(direction)}, ${steps})`,
      sharpness(gradient, [...x], [...direction], steps),
    ]),
  );
const upright = (curvatures: Vector, x: Vector, direction: Vector, steps: number): Case => {
  const slopes = curvatures.map((each, i) => `${each} * x[${i}]`).join(", ");
  return [bowl(curvatures).gradient, `(x) => [${slopes}]`, x, direction, steps];
};
const drawnCase = (draw: Draw, size: number, steps: number): Case => [
  drawnBowl(draw, size).gradient,
  "…",
  shorts(draw, size, -5, 5),
  shorts(draw, size, 0.2, 2),
  steps,
];
const waves: Gradient = (x) => x.map((value) => value + 2 * Math.sin(value));

export const sharpnessAsked = asked<Module>(
  {
    what: {
      en: "sharpness of a bowl after one step, two and more",
      zh: "碗的 sharpness，走一步、两步和更多步",
    },
    ask: (module) =>
      estimates(
        module,
        [1, 2, 3, 8].map((steps) => upright([1, 3], [4, -1], [1, 1], steps)),
      ),
    within,
  },
  {
    what: {
      en: "sharpness of random bowls in 1, 2, 3 and 6 coordinates",
      zh: "随机的碗的 sharpness，坐标有 1、2、3、6 个",
    },
    ask: (module, draw) =>
      estimates(
        module,
        [1, 2, 3, 6].flatMap((size) => [1, 2, 4].map((steps) => drawnCase(draw, size, steps))),
      ),
    within,
  },
  {
    what: {
      en: "sharpness where it differs from place to place",
      zh: "曲率处处不同的地方的 sharpness",
    },
    ask: (module, draw) =>
      estimates(
        module,
        [shorts(draw, 2, 1, 4), [4, 0.5], [0.25, 2]].flatMap((x) => [
          [product.gradient, "½(ab − 1)²", x, [1, 1], 1],
          [product.gradient, "½(ab − 1)²", x, [1, 2], 6],
          [waves, "½x² − 2 cos x", x, [2, 1], 2],
        ]),
      ),
    within,
  },
  {
    what: { en: "sharpness from directions of any length", zh: "从各种长度的方向出发的 sharpness" },
    ask: (module) =>
      estimates(module, [
        upright([1, 3], [4, -1], [1e-7, 1e-7], 2),
        upright([1, 3], [4, -1], [3e6, -1e6], 2),
        upright([1, 3], [4, -1], [2e-30, 1e-30], 2),
        upright([2, 5, 1], [0, 0, 0], [30, 40, 0], 1),
        [product.gradient, "½(ab − 1)²", [3, 1], [1000, 2000], 1],
        [product.gradient, "½(ab − 1)²", [3, 1], [1e-6, 2e-6], 1],
      ]),
    within,
  },
  {
    what: {
      en: "sharpness of flat ground, of a ridge and of a saddle",
      zh: "平地、山脊、鞍形处的 sharpness",
    },
    ask: (module) =>
      estimates(module, [
        [() => [0, 0], "() => [0, 0]", [1, 2], [1, 1], 3],
        [() => [3, -2], "() => [3, -2]", [1, 2], [1, 1], 3],
        upright([0, 5], [1, 2], [1, 0], 4),
        upright([-6, 2], [1, 2], [1, 1], 12),
        upright([-6, 2], [1, 2], [1, 1], 1),
        upright([-2, 7], [1, 2], [1, 1], 15),
        upright([-3], [2], [5], 2),
        upright([3, -2], [1, 2], [1, 10], 2),
      ]),
    within,
  },
  {
    what: { en: "sharpness of curvatures of any size", zh: "大小悬殊的曲率的 sharpness" },
    ask: (module) =>
      estimates(module, [
        upright([1e6, 2e6], [0.5, 0.25], [1, 1], 3),
        upright([1e-6, 2e-6], [0.5, 0.25], [1, 1], 3),
        upright([1000, 1], [0, 0], [1, 1], 2),
      ]),
    within: { ...within, absolute: 1e-13 },
  },
  {
    what: { en: "sharpness where the gradient is NaN", zh: "梯度为 NaN 处的 sharpness" },
    ask: (module) =>
      estimates(module, [
        [() => [NaN, NaN], "() => [NaN, NaN]", [1, 2], [1, 1], 3],
        [(x) => [x[0]!, NaN], "(x) => [x[0], NaN]", [1, 2], [1, 1], 2],
      ]),
    holds: ["NaN"],
  },
  {
    what: {
      en: "sharpness: how often it asks for the gradient, and the lists afterwards",
      zh: "sharpness 计算梯度的次数，以及事后的各个列表",
    },
    ask({ sharpness }) {
      const [x, direction, given] = [[4, -1], [3, 4], [] as Vector[]];
      const { gradient } = bowl([1, 3]);
      let meanwhile: Vector = [];
      const calls = (from: Vector, steps: number): number => {
        let asked = 0;
        const watched: Gradient = (at) => {
          asked++;
          meanwhile = [...x];
          const slopes = gradient([...at]);
          given.push(slopes);
          return slopes;
        };
        sharpness(watched, x, from, steps);
        return asked;
      };
      const counts = [...[1, 2, 5].map((steps) => calls(direction, steps)), calls([0, 4], 5)];
      const first = [...given[0]!, ...given[1]!].reduce((sum, each) => sum + each, 0);
      return { calls: counts, "x meanwhile": meanwhile, x, direction, slopes: first };
    },
    names: {
      slopes: { en: "sum of the first slopes", zh: "最先得到的斜率之和" },
      "x meanwhile": { en: "x during the last call of the gradient", zh: "最后一次求梯度时的 x" },
    },
    axes: [coordinateAxis],
    within,
  },
  {
    what: { en: "two losses, alternately", zh: "两个损失轮流求 sharpness" },
    ask({ sharpness }, draw) {
      const runs = [2, 3].map((size) => drawnCase(draw, size, 3));
      return [...runs, ...runs].map(([gradient, , x, direction, steps]) =>
        sharpness(gradient, [...x], [...direction], steps),
      );
    },
    axes: [{ en: "call", zh: "次" }],
    within,
  },
  {
    what: { en: "sharpness after 200 steps on random bowls", zh: "随机的碗走 200 步之后的 sharpness" },
    ask: ({ sharpness }, draw) =>
      [2, 4].map((size) => {
        const gradient = bowl(
          shorts(draw, size, 0.5, 2),
          shorts(draw, size, -1, 1),
          short(draw, 1, 2),
        ).gradient;
        return sharpness(gradient, shorts(draw, size, -2, 2), shorts(draw, size, 0.5, 2), 200);
      }),
    axes: [{ en: "call", zh: "次" }],
    within,
  },
  {
    what: { en: "sharpness in 150,000 coordinates", zh: "150,000 个坐标的 sharpness" },
    ask({ sharpness }, draw) {
      const [top, x] = [draw.uniform(2, 3), Array.from({ length: 150_000 }, (_, i) => (i % 5) - 2)];
      const gradient: Gradient = (at) => at.map((value, i) => (i % 2 === 0 ? top : 1) * value);
      const direction = x.map((_, i) => 1 + (i % 3));
      return sharpness(gradient, x, direction, 1);
    },
    costly: true,
    within,
  },
);
