import {
  asked,
  coordinateAxis,
  type Draw,
  kept,
  sampled,
  short,
  shorts,
  type Tolerance,
  typed,
} from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import { again, type Module, now, overwritten } from "./asking.ts";

type Loss = (x: Vector) => number;

/** Losses of any number of coordinates, as they would be typed. */
const losses: Readonly<Record<string, Loss>> = {
  "([x]) => x ** 3": ([x = 0]) => x ** 3,
  "([x, y]) => x * x * y": ([x = 0, y = 0]) => x * x * y,
  "([x, y, z]) => x * y + z": ([x = 0, y = 0, z = 0]) => x * y + z,
  "([x]) => Math.abs(x)": ([x = 0]) => Math.abs(x),
  "([x, y]) => Math.max(x, y)": ([x = 0, y = 0]) => Math.max(x, y),
  "([x]) => Math.log(x)": ([x = 0]) => Math.log(x),
  "([x]) => 1 / x ** 2": ([x = 0]) => 1 / x ** 2,
  "([x, y]) => x + NaN * y": ([x = 0, y = 0]) => x + NaN * y,
  "([x, y]) => (x > 2 ? Infinity : y)": ([x = 0, y = 0]) => (x > 2 ? Infinity : y),
};

const measured: Tolerance = {
  relative: 1e-7,
  absolute: 1e-7,
  why: {
    en: "a difference of two losses that nearly cancel keeps about half of the digits",
    zh: "两个几乎相等的损失相减，大约只剩一半的有效数字",
  },
};

const asTyped = (
  { slopes }: Module,
  cases: readonly (readonly [loss: string, x: Vector, h: number])[],
): unknown =>
  Object.fromEntries(
    cases.map(([loss, x, h]) => [
      `slopes(${loss}, ${typed(x)}, ${h})`,
      now(slopes(losses[loss]!, [...x], h)),
    ]),
  );

/**
 * A drawn loss in which every coordinate meets its neighbour, with a cubic part that one-sided differences get wrong.
 */
const drawn = (draw: Draw, size: number): Loss => {
  const [a, b, c] = [shorts(draw, size, -1, 1), shorts(draw, size, -1, 1), shorts(draw, size, 0.2, 1)];
  return (x) =>
    x.reduce(
      (sum, value, i) => sum + c[i]! * value ** 3 + a[i]! * value * x[(i + 1) % size]! + b[i]! * value,
      0,
    );
};

/** Lists in an order that does not depend on the order of the calls. */
const sorted = (lists: readonly Vector[]): readonly Vector[] =>
  lists.toSorted((a, b) => a.map((value, i) => value - b[i]!).find((difference) => difference !== 0) ?? 0);

export const differences = asked<Module>(
  {
    what: { en: "slopes of some losses", zh: "几个损失的 slopes" },
    ask: (module) =>
      asTyped(module, [
        ["([x]) => x ** 3", [2], 0.5],
        ["([x, y]) => x * x * y", [3, 2], 0.25],
        ["([x, y, z]) => x * y + z", [2, -1, 5], 0.5],
        ["([x]) => x ** 3", [0], 2],
        ["([x]) => x ** 3", [-1000], 1],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "slopes of random losses in 1, 2, 3 and 6 coordinates, with steps from 0.1 to 0.9",
      zh: "随机抽取的损失，1、2、3、6 个坐标，h 从 0.1 到 0.9",
    },
    ask: ({ slopes }, draw) =>
      Object.fromEntries(
        [1, 2, 3, 6].map((size) => {
          const [loss, x, h] = [drawn(draw, size), shorts(draw, size, -3, 3), short(draw, 0.1, 0.9)];
          return [`slopes(…, ${typed(x)}, ${h})`, now(slopes(loss, [...x], h))];
        }),
      ),
    axes: [coordinateAxis],
  },
  {
    what: {
      en: "slopes of random losses, with practical step sizes",
      zh: "随机抽取的损失，h 取实际使用的大小",
    },
    ask: ({ slopes }, draw) =>
      Object.fromEntries(
        [1e-3, 1e-4, 1e-5].map((h) => {
          const [loss, x] = [drawn(draw, 3), shorts(draw, 3, -2, 2)];
          return [`slopes(…, ${typed(x)}, ${h})`, now(slopes(loss, [...x], h))];
        }),
      ),
    axes: [coordinateAxis],
    within: measured,
  },
  {
    what: {
      en: "the points at which the loss is computed, in order of their coordinates",
      zh: "在哪些点上计算损失，按坐标排序",
    },
    ask: ({ slopes }, draw) =>
      Object.fromEntries(
        [1, 2, 3].map((size) => {
          const [x, h] = [shorts(draw, size, -3, 3), short(draw, 0.1, 0.9)];
          const places: Vector[] = [];
          slopes((at) => places.push(Array.from(at)), [...x], h);
          return [`slopes(…, ${typed(x)}, ${h})`, sorted(places)];
        }),
      ),
    axes: [{ en: "point", zh: "个点" }, coordinateAxis],
  },
  {
    what: { en: "slopes at a kink and at a peak of two planes", zh: "尖点处、两个平面交界处的 slopes" },
    ask: (module) =>
      asTyped(module, [
        ["([x]) => Math.abs(x)", [0], 0.5],
        ["([x]) => Math.abs(x)", [0.25], 0.5],
        ["([x, y]) => Math.max(x, y)", [1, 1], 0.25],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: { en: "slopes with a tiny h", zh: "h 极小时的 slopes" },
    ask: (module) =>
      asTyped(module, [
        ["([x]) => Math.abs(x)", [3e-20], 1e-20],
        ["([x]) => x ** 3", [1e-5], 5e-6],
      ]),
    axes: [coordinateAxis],
  },
  {
    what: { en: "slopes of losses that are not finite", zh: "损失不是有限数时的 slopes" },
    ask: (module) =>
      asTyped(module, [
        ["([x]) => Math.log(x)", [0.5], 0.5],
        ["([x]) => Math.log(x)", [0.25], 0.5],
        ["([x]) => 1 / x ** 2", [-1], 1],
        ["([x, y]) => x + NaN * y", [1, 1], 0.5],
        ["([x, y]) => (x > 2 ? Infinity : y)", [1.75, 3], 0.5],
        ["([x]) => x ** 3", [NaN], 0.5],
      ]),
    axes: [coordinateAxis],
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "slopes in no coordinate", zh: "一个坐标也没有时的 slopes" },
    ask: ({ slopes }) => slopes(() => 1, [], 0.5),
    holds: ["empty"],
  },
  {
    what: { en: "slopes in 1,000 coordinates", zh: "1,000 个坐标的 slopes" },
    ask({ slopes }, draw) {
      const at = draw.uniform(1, 2);
      const x = Array.from({ length: 1000 }, (_, i) => at + (i % 7));
      return sampled(
        slopes((all) => all.reduce((sum, value, i) => sum + (i % 3) * value ** 2, 0), x, 0.5),
        100,
      );
    },
    costly: true,
  },
  {
    what: {
      en: "x while the loss is computed and afterwards, and the lists that the loss was given, checked at the end",
      zh: "计算损失时和之后的 x，以及交给损失的各个列表最后的样子",
    },
    ask({ slopes }) {
      const x = [0.1, 0.7, -0.3];
      const [during, given]: [Vector[], Vector[]] = [[], []];
      const answer = slopes(
        (at) => {
          during.push([...x]);
          given.push(at);
          return at.reduce((sum, value) => sum + value ** 2, 0);
        },
        x,
        0.2,
      );
      const after = { "x while the loss is computed": during, "x afterwards": [...x] };
      x.fill(99);
      return { ...after, "lists given to the loss": sorted(given.map((at) => Array.from(at))), answer };
    },
    names: {
      "x while the loss is computed": { en: "x while the loss is computed", zh: "计算损失时的 x" },
      "lists given to the loss": { en: "the lists that the loss was given", zh: "交给损失的各个列表" },
    },
  },
  {
    what: {
      en: "three calls, the last one as the first, each answer checked again at the end",
      zh: "调用三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask: ({ slopes }) =>
      Object.fromEntries(
        [
          [1, 2],
          [-2, 3],
          [1, 2],
        ].map((x, i) => [
          `${i + 1}. slopes(([x, y]) => x * x * y, ${typed(x)}, 0.5)`,
          kept(slopes(losses["([x, y]) => x * x * y"]!, x, 0.5)),
        ]),
      ),
    axes: [coordinateAxis],
  },
  {
    ...overwritten,
    ask: ({ slopes }) =>
      Object.fromEntries(
        [[1, 2], []].map((x) => [
          `slopes(([x, y]) => x * x * y, ${typed(x)}, 0.5)`,
          again(
            (at) => slopes(losses["([x, y]) => x * x * y"]!, at as Vector, 0.5),
            () => [[...x]],
          ),
        ]),
      ),
    axes: [coordinateAxis],
    holds: ["empty"],
  },
);
