import {
  asked,
  coordinateAxis,
  kept,
  rounding,
  sampled,
  shorts,
  stepAxis,
  typed,
} from "@downhill/grader/questions";
import type { Settings, Vector } from "../key/solution.ts";
import { gradient as lettersGradient } from "../provided/letters.ts";
import { bowl, drawnBowl, drawnSettings, type Gradient, type Module, usual } from "./asking.ts";

const valley = bowl([1, 100], [2, -1]);

/** A descent under the call that a learner could type; the gradient is stated in the question. */
const descents = (
  { descend }: Module,
  gradient: Gradient,
  cases: readonly (readonly [start: Vector, settings: Settings, steps: number])[],
): unknown =>
  Object.fromEntries(
    cases.map(([start, settings, steps]) => [
      `descend(gradient, ${typed(start)}, ${typed(settings)}, ${steps})`,
      descend(gradient, [...start], { ...settings }, steps),
    ]),
  );

export const descend = asked<Module>(
  {
    what: {
      en: "descend in the valley with slopes [x₁ − 2 + s, 100(x₂ + 1) + s], s = (x₁ + x₂)/2",
      zh: "在斜率为 [x₁ − 2 + s, 100(x₂ + 1) + s]、s = (x₁ + x₂)/2 的山谷里 descend",
    },
    ask: (module) =>
      descents(
        module,
        valley,
        [1, 2, 3, 10].map((steps) => [[5, 4], usual(), steps]),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "descend on random bowls with 1, 2, 3 and 6 coordinates",
      zh: "在随机抽取的碗里 descend，坐标有 1、2、3、6 个",
    },
    ask: (module, draw) =>
      Object.fromEntries(
        [1, 2, 3, 6].map((size) => {
          const gradient = drawnBowl(draw, size);
          const start = shorts(draw, size, -5, 5);
          return [`${size}`, descents(module, gradient, [[start, drawnSettings(draw), 3 + size]])];
        }),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "where and how often descend asks for the gradient, on slopes that differ at every call and once are 0",
      zh: "斜率每次都不同，有一次全是 0：descend 在哪里求梯度，求几次",
    },
    ask: ({ descend: rule }, draw) =>
      Object.fromEntries(
        [0, 1, 5].map((steps) => {
          const places: Vector[] = [];
          const slopes = draw.list(20, (t) => (t === 2 ? [0, 0] : shorts(draw, 2, -3, 3)));
          const noisy: Gradient = (x) => slopes[places.push(Array.from(x)) - 1]!;
          const end = rule(noisy, [1, 2], usual(), steps);
          return [`steps = ${steps}`, { end, ...(steps > 0 && { places }), calls: places.length }];
        }),
      ),
    names: {
      end: { en: "end", zh: "终点" },
      places: { en: "places of the gradient", zh: "求梯度的位置" },
    },
    axes: [stepAxis, coordinateAxis],
  },
  {
    what: {
      en: "descend with no steps, no rate, no memory or a large ε",
      zh: "descend：一步也不走、学习率为零、没有记忆、ε 很大",
    },
    ask: (module) =>
      descents(module, valley, [
        [[5, 4], usual(), 0],
        [[5, 4], { ...usual(), learningRate: 0 }, 3],
        [[5, 4], { ...usual(), beta: 0, epsilon: 0 }, 4],
        [[5, 4], { ...usual(), epsilon: 50 }, 4],
        [[5, 4], { ...usual(), beta: 0.999 }, 2],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: { en: "descend with slopes of any size", zh: "descend，斜率大小悬殊" },
    ask: (module) =>
      Object.fromEntries(
        [1e-9, 1e12, NaN].map((scale) => [
          `× ${scale}`,
          descents(module, (x) => valley(x).map((slope) => scale * slope), [
            [[5, 4], { ...usual(), epsilon: 1e-8 }, 3],
            [[5, 4], { ...usual(), epsilon: 0 }, 3],
          ]),
        ]),
      ),
    within: { ...rounding, absolute: 0 },
    axes: [coordinateAxis],
    holds: ["NaN"],
  },
  {
    what: { en: "descend with no coordinates", zh: "descend，一个坐标也没有" },
    ask: ({ descend: rule }) => rule(() => [], [], usual(), 3),
    holds: ["empty"],
  },
  {
    what: {
      en: "descend: what it was given, afterwards, and the answer once the start was overwritten",
      zh: "descend：事后的各个参数，以及把起点改掉之后的返回值",
    },
    ask: ({ descend: rule }) =>
      Object.fromEntries(
        [0, 1, 3].map((steps) => {
          const [start, slopes, settings] = [[4, -1], [1, -2], usual()];
          const answer: unknown = rule(() => slopes, start, settings, steps);
          const seen = { start: [...start], slopes: [...slopes], settings };
          start.fill(99);
          slopes.fill(99);
          return [`steps = ${steps}`, { ...seen, answer }];
        }),
      ),
    names: {
      start: { en: "the start afterwards", zh: "之后的起点" },
      slopes: { en: "the slopes afterwards", zh: "之后的斜率列表" },
      settings: { en: "the settings afterwards", zh: "之后的设置" },
    },
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "three descents, the last as the first, each answer checked again at the end",
      zh: "走三趟，最后一趟与第一趟相同，每次的返回值到最后再看一遍",
    },
    ask({ descend: rule }, draw) {
      const [one, other] = [shorts(draw, 2, -5, 5), shorts(draw, 2, -5, 5)];
      return Object.fromEntries(
        [one, other, one].map((start, i) => [
          `${i + 1}. ${typed(start)}`,
          kept(rule(valley, [...start], usual(), 4)),
        ]),
      );
    },
    axes: [coordinateAxis],
  },
  {
    what: { en: "eight steps on the letters of Moby-Dick", zh: "在《白鲸》的字母表上走八步" },
    ask({ descend: rule }) {
      const zeros: Vector = Array.from({ length: 27 * 27 }, () => 0);
      return sampled(rule(lettersGradient, zeros, { ...usual(), epsilon: 1e-8 }, 8), 72);
    },
    costly: true,
  },
  {
    what: { en: "descend in 150,000 coordinates", zh: "descend，150,000 个坐标" },
    ask({ descend: rule }, draw) {
      const start = shorts(draw, 150_000, 1, 2);
      return sampled(
        rule((x) => x.map((value) => value - 1), start, usual(), 2),
        15_000,
      );
    },
    costly: true,
  },
);
