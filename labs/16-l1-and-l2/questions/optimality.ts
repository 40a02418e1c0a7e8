import { asked, short, shorts, typed } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import type { Module } from "./rules.ts";

type Case = readonly [theta: Vector, gradient: Vector, l1: number];
const gaps = ({ optimalityGap }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([theta, gradient, l1]) => [
      `optimalityGap(${typed(theta)}, ${typed(gradient)}, ${l1})`,
      optimalityGap([...theta], [...gradient], l1),
    ]),
  );

export const optimalityAsked = asked<Module>(
  {
    what: { en: "weights of both signs", zh: "两种符号的权重" },
    ask: (module) =>
      gaps(module, [
        [[4, 2], [0, -1], 1],
        [[4, 2], [0, 1], 1],
        [[4, -2], [0, 1], 1],
        [[4, -2], [0, -1], 1],
        [[4, 2, -3], [0, -0.75, 0.5], 0.5],
        [[4, 2, -3], [0, -0.75, 1.5], 0.5],
      ]),
  },
  {
    what: { en: "weights that are 0", zh: "等于 0 的权重" },
    ask: (module) =>
      gaps(module, [
        [[4, 0], [0, 0.5], 1],
        [[4, 0], [0, -0.5], 1],
        [[4, 0], [0, 1], 1],
        [[4, 0], [0, -1.75], 1],
        [[4, 0, -0], [0, 1.25, -3], 1],
        [[4, 0, 1], [0, 0.25, -1.5], 1],
        [[4, 1e-12], [0, 0.5], 1],
      ]),
  },
  {
    what: {
      en: "a bias with a slope, and with no weights beside it",
      zh: "斜率不为 0 的偏置，以及没有权重时",
    },
    ask: (module) =>
      gaps(module, [
        [[4, 2], [-3, -1], 1],
        [[0, 2], [0.5, -1], 1],
        [[-4, 0], [0.25, 0.5], 1],
        [[4], [2], 5],
        [[4], [-2], 0],
      ]),
  },
  {
    what: { en: "random parameters, some of them 0", zh: "随机的参数，其中一些是 0" },
    ask: (module, draw) =>
      gaps(
        module,
        draw.list(8, () => {
          const size = draw.integer(2, 6);
          const theta = shorts(draw, size, -2, 2).map((each) => (draw.uniform(0, 1) < 0.4 ? 0 : each));
          return [theta, shorts(draw, size, -2, 2), short(draw, 0.2, 2)];
        }),
      ),
  },
  {
    what: { en: "the largest violation at any place", zh: "出现在任何位置的最大间隙" },
    ask: (module) =>
      gaps(module, [
        ...[0, 1, 2, 3].map((at): Case => [
          [1, 2, 0, -1],
          [0, -1, 0.5, 1].map((slope, j) => (j === at ? slope + 4 : slope)),
          1,
        ]),
        ...[0, 1, 2, 3].map((at): Case => [
          [1, 2, 0, -1],
          [0, -1, 0.5, 1].map((slope, j) => (j === at ? slope - 4 : slope)),
          1,
        ]),
      ]),
  },
  {
    what: { en: "λ₁ = 0, numbers of any size, and NaN", zh: "λ₁ = 0、大小悬殊的数，以及 NaN" },
    ask: (module) =>
      gaps(module, [
        [[1, 2, 0], [0.25, -0.5, 0.75], 0],
        [[1, 2e-300, 0], [0, 3e100, 1], 1e100],
        [[1, NaN, 2], [0, 1, -1], 1],
        [[1, 2, 0], [NaN, -1, 0], 1],
        [[1, 2, 0, 3], [0, 5, NaN, -1], 1],
      ]),
    holds: ["NaN"],
  },
  {
    what: {
      en: "150,000 weights, what was given afterwards, and asked again",
      zh: "150,000 个权重，调用之后的参数，以及再问一次",
    },
    ask({ optimalityGap }, draw) {
      const at = draw.integer(1, 150_000);
      const many = Array.from({ length: 150_001 }, (_, i) => (i % 3) - 1);
      const slopes = many.map((each, i) => (i === 0 ? 0 : i === at ? 9 - 2 * each : -each / 2));
      const [theta, gradient] = [shorts(draw, 3, -2, 2), shorts(draw, 3, -2, 2)];
      const few = optimalityGap(theta, gradient, 0.5);
      return {
        few,
        many: optimalityGap(many, slopes, 0.5),
        again: optimalityGap(theta, gradient, 1.5),
        theta,
        gradient,
      };
    },
    costly: true,
  },
);
