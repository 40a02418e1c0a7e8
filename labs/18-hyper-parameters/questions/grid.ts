import { asked, kept, sampled, shorts, typed } from "@downhill/grader/questions";
import type { Value } from "../key/solution.ts";
import type { Module } from "./trainings.ts";

const axes = [{ en: "configuration", zh: "个配置" }];
type Values = Record<string, readonly Value[]>;
const grids = ({ grid }: Module, all: readonly Values[]): unknown =>
  Object.fromEntries(
    all.map((values) => [
      `grid(${typed(values)})`,
      grid(Object.fromEntries(Object.entries(values).map(([name, list]) => [name, [...list]]))),
    ]),
  );

export const gridAsked = asked<Module>(
  {
    what: { en: "grids of two and three hyper-parameters", zh: "两个、三个超参数的网格" },
    ask: (module) =>
      grids(module, [
        { rate: [0.1, 1], batch: [8, 16, 32] },
        { batch: [16, 8], rate: [1, 0.1, 0.01] },
        { width: [32, 64], depth: [1, 2, 3], rule: ["Adam", "momentum"] },
      ]),
    axes,
  },
  {
    what: { en: "grids of random values", zh: "随机值的网格" },
    ask: (module, draw) =>
      grids(module, [
        { a: shorts(draw, 2, 0, 1), b: shorts(draw, 4, 5, 9) },
        { z: shorts(draw, 3, 0, 1), y: shorts(draw, 1, 5, 9), x: shorts(draw, 2, 20, 30) },
        {
          d: shorts(draw, 2, 0, 1),
          c: shorts(draw, 2, 2, 3),
          b: shorts(draw, 3, 5, 9),
          a: shorts(draw, 2, 20, 30),
        },
      ]),
    axes,
  },
  {
    what: { en: "grids of one hyper-parameter, and of one value each", zh: "只有一个超参数、每个只有一个值" },
    ask: (module) =>
      grids(module, [
        { rate: [0.1, 0.01, 1] },
        { rate: [0.1], batch: [8] },
        { rate: [0.1], batch: [8, 4], decay: [2] },
        { rate: [5] },
      ]),
    axes,
  },
  {
    what: { en: "a grid without hyper-parameters", zh: "一个超参数也没有的网格" },
    ask: (module) => grids(module, [{}]),
    axes,
  },
  {
    what: { en: "grids with a hyper-parameter that has no value", zh: "有一个超参数没有值的网格" },
    ask: (module) => grids(module, [{ rate: [] }, { rate: [1, 2], batch: [] }, { rate: [], batch: [8, 16] }]),
    holds: ["empty"],
  },
  {
    what: { en: "equal values, zeros and texts", zh: "相同的值、零、文本" },
    ask: (module) =>
      grids(module, [
        { rate: [1, 1], batch: [0, 8] },
        { rule: ["", "Adam"], decay: [0, -0.5, 0] },
        { low: [1e-300, 1e300], text: ["8", "16"] },
      ]),
    axes,
  },
  {
    what: { en: "a grid of 19,683 combinations", zh: "19,683 个组合的网格" },
    ask: ({ grid }) =>
      sampled(
        grid(Object.fromEntries(Array.from("abcdefghi", (name, i) => [name, [i, i + 10, i + 20]]))),
        1968,
      ),
    costly: true,
  },
  {
    what: {
      en: "the values afterwards, a configuration that the caller changes, and another grid in between",
      zh: "之后的值、调用者改动一个配置、中间又求了一个网格",
    },
    ask({ grid }) {
      const values = { rate: [0.1, 1], batch: [8, 16] };
      const first: unknown = grid(values);
      const seen = kept(first);
      const other = grid({ decay: [1, 2] });
      const again: unknown = grid(values);
      const single = [3, 4];
      const alone: unknown = grid({ rate: single });
      single.fill(99);
      if (Array.isArray(again)) Object.assign(again[0] as object, { rate: 77 });
      return { first: seen, other, again, alone, values };
    },
    names: {
      values: { en: "the values afterwards", zh: "之后的值" },
      again: {
        en: "the same grid again, once its first rate was set to 77",
        zh: "同样的网格，第一个 rate 改成 77 之后",
      },
      alone: {
        en: "a grid, once the list it was made of was filled with 99",
        zh: "网格，原来的列表填成 99 之后",
      },
    },
    axes,
  },
);
