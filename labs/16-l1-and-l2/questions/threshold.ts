import { asked, rounding, short, typed } from "@downhill/grader/questions";
import type { Module } from "./rules.ts";

type Case = readonly [value: number, threshold: number];
const thresholds = ({ softThreshold }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([value, threshold]) => [
      `softThreshold(${typed(value)}, ${typed(threshold)})`,
      softThreshold(value, threshold),
    ]),
  );

export const thresholdAsked = asked<Module>(
  {
    what: { en: "values on both sides of the threshold", zh: "阈值两侧的值" },
    ask: (module) =>
      thresholds(module, [
        [3, 1],
        [-3, 1],
        [0.5, 1],
        [-0.5, 1],
        [5, 4.5],
        [-5, 4.5],
        [-0.2, 0.125],
      ]),
  },
  {
    what: { en: "random values, each with both signs", zh: "随机的值，正负各一" },
    ask: (module, draw) =>
      thresholds(
        module,
        draw
          .list(5, () => [short(draw, 0.1, 4), short(draw, 0.1, 3)] as const)
          .flatMap(([value, threshold]) => [
            [value, threshold],
            [-value, threshold],
          ]),
      ),
  },
  {
    what: {
      en: "values exactly at the threshold, and thresholds of 0",
      zh: "恰好等于阈值的值，以及等于 0 的阈值",
    },
    ask: (module) =>
      thresholds(module, [
        [2, 2],
        [-2, 2],
        [0.1, 0.1],
        [0, 1],
        [0, 0],
        [7, 0],
        [-7, 0],
        [-1e-9, 0],
      ]),
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "values and thresholds of any size, and NaN", zh: "大小悬殊的值和阈值，以及 NaN" },
    ask: (module) =>
      thresholds(module, [
        [3e-200, 1e-200],
        [-3e200, 1e200],
        [5, Infinity],
        [-Infinity, 3],
        [NaN, 1],
      ]),
    within: { ...rounding, absolute: 0 },
    holds: ["NaN", "infinity"],
  },
);
