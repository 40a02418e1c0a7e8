import type { Draw, Question, Tolerance } from "@downhill/grader/questions";
import type { Vector } from "../key/solution.ts";
import type * as Solution from "../key/solution.ts";

export type Module = typeof Solution;

/** Questions in a list, whatever each of them answers. */
export const asked = (...list: readonly Question<Module>[]): readonly Question<Module, never>[] =>
  list as readonly Question<Module, never>[];

export const rounding: Tolerance = {
  relative: 1e-10,
  absolute: 1e-12,
  why: {
    en: "the same formula may be rounded differently, by about 1e-16 per step; 100 steps stay far below this tolerance",
    zh: "同一个公式换种写法，每步的舍入误差约 1e-16，走 100 步也远到不了这个界限",
  },
};

export const stepAxis = { en: "step", zh: "步" };
export const coordinateAxis = { en: "coordinate", zh: "个坐标" };

/** A number between the bounds that is short enough to be typed again. */
export const short = (draw: Draw, from: number, to: number): number =>
  Number(draw.uniform(from, to).toFixed(3));

/** A list of short numbers. */
export const shorts = (draw: Draw, length: number, from: number, to: number): Vector =>
  draw.list(length, () => short(draw, from, to));

const isList = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) || value instanceof Float64Array || value instanceof Float32Array;

/** A long list as its length and some of its entries; anything else is returned unchanged. */
export const sampled = (list: unknown, every: number): unknown =>
  isList(list)
    ? {
        length: list.length,
        [`every ${every}th`]: Array.from({ length: 10 }, (_, i) => list[(i + 1) * every - 1]),
      }
    : list;
