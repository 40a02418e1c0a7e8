import { asked, kept, rounding, sampled, shorts, type Tolerance, typed } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import { again, classAxis, type Module, now, overwritten } from "./asking.ts";

const relative: Tolerance = { ...rounding, absolute: 0 };

const rowsOf = ({ softmax }: Module, rows: readonly Vector[]): unknown =>
  Object.fromEntries(rows.map((row) => [`softmax(${typed(row)})`, now(softmax([...row]))]));
export const ramp = (length: number, at: number): Vector => Array.from({ length }, (_, i) => at + (i % 7));

export const softmax = asked<Module>(
  {
    what: { en: "softmax of some rows", zh: "几行 logit 的 softmax" },
    ask: (module) => rowsOf(module, [[0, 0], [1, 2, 3], [5], [-1, 4, -1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]),
    axes: [classAxis],
    within: relative,
  },
  {
    what: {
      en: "softmax of random rows of 1, 2, 3 and 10",
      zh: "随机抽取的行的 softmax，1、2、3、10 个类别",
    },
    ask: (module, draw) =>
      rowsOf(
        module,
        [1, 2, 3, 10, 3].map((size, i) => shorts(draw, size, i === 4 ? -60 : -6, i === 4 ? 60 : 6)),
      ),
    axes: [classAxis],
    within: relative,
  },
  {
    what: { en: "softmax of very large and very small logits", zh: "极大和极小的 logit 的 softmax" },
    ask: (module) =>
      rowsOf(module, [
        [1000, 0, -1000],
        [1000, 1000],
        [-1000, -1001, -1002],
        [710, 709, 708],
        [-2e9, -4e9],
        [1e300, -1e300],
        [-3, -5],
        [20, 0, -20],
      ]),
    axes: [classAxis],
    within: relative,
  },
  {
    what: { en: "softmax with impossible classes, ∞ and NaN", zh: "有不可能的类别、∞ 或 NaN 时的 softmax" },
    ask: (module) =>
      rowsOf(module, [
        [-Infinity, 0],
        [2, -Infinity, 1],
        [-Infinity, -Infinity, 3],
        [-Infinity, -Infinity],
        [Infinity, 0],
        [1, NaN, 2],
      ]),
    axes: [classAxis],
    holds: ["NaN"],
  },
  {
    what: { en: "softmax of no class", zh: "一个类别也没有时的 softmax" },
    ask: ({ softmax: called }) => called([]),
    holds: ["empty"],
  },
  {
    what: { en: "softmax of 150,000 classes", zh: "150,000 个类别的 softmax" },
    ask: ({ softmax: called }, draw) => sampled(called(ramp(150_000, draw.normal())), 13_337),
    axes: [classAxis],
    within: relative,
    costly: true,
  },
  {
    what: {
      en: "the logits afterwards, and the answer once they were overwritten",
      zh: "调用之后的 logit，以及把它们改掉之后的返回值",
    },
    ask({ softmax: called }) {
      const logits = [3, 1, 2];
      const answer = called(logits);
      const seen = { "logits afterwards": [...logits] };
      logits.fill(99);
      return { ...seen, answer };
    },
    axes: [classAxis],
  },
  {
    what: {
      en: "three calls, the last one as the first, each answer checked again at the end",
      zh: "调用三次，最后一次与第一次相同，每次的返回值到最后再看一遍",
    },
    ask: ({ softmax: called }) =>
      Object.fromEntries(
        [
          [1, 2, 3],
          [4, -4, 0],
          [1, 2, 3],
        ].map((row, i) => [`${i + 1}. softmax(${typed(row)})`, kept(called(row))]),
      ),
    axes: [classAxis],
  },
  {
    ...overwritten,
    ask: ({ softmax: called }) =>
      Object.fromEntries(
        [[1, 2, 3], []].map((row) => [
          `softmax(${typed(row)})`,
          again(
            (logits) => called(logits as Vector),
            () => [[...row]],
          ),
        ]),
      ),
    axes: [classAxis],
    holds: ["empty"],
  },
);
