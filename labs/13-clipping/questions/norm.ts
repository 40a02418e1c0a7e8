import { asked, rounding, shorts, typed } from "@downhill/grader/questions";
import type { Vector } from "../provided/tree.ts";
import type { Module } from "./asking.ts";

const norms = ({ norm }: Module, lists: readonly Vector[]): unknown =>
  Object.fromEntries(lists.map((values) => [`norm(${typed(values)})`, norm([...values])]));

export const norm = asked<Module>(
  {
    what: { en: "norm of one to four numbers", zh: "一到四个数的 norm" },
    ask: (module) => norms(module, [[3, 4], [3, -4], [-7], [1, 1, 1, 1], [2, -3, 6], [0.6, 0, -0.8]]),
  },
  {
    what: { en: "norm of random lists", zh: "norm，随机抽取的列表" },
    ask: (module, draw) =>
      norms(
        module,
        [1, 2, 3, 5, 8].map((size) => shorts(draw, size, -5, 5)),
      ),
  },
  {
    what: { en: "norm of nothing and of zeros", zh: "空列表的 norm，以及全是零的 norm" },
    ask: (module) => norms(module, [[], [0], [-0], [0, 0, -0]]),
  },
  {
    what: {
      en: "norm where squares are too large or too small for a number",
      zh: "平方太大或太小、超出数的范围时的 norm",
    },
    ask: (module, draw) =>
      norms(module, [
        [3e200, -4e200],
        [-5e200, -12e200],
        [3e-200, -4e-200],
        [-5e-200, 0, 12e-200],
        [1e308, 1, 1e-308],
        [1e-308, -1e300],
        [2e154, 1e154, 2e154],
        [1e-170, 1e-170, -1e-170, 1e-170],
        [5e-324],
        [3e-160, -4e-160],
        [2e-161],
        shorts(draw, 4, -9, 9).map((value) => value * 1e250),
        shorts(draw, 4, -9, 9).map((value) => value * 1e-250),
      ]),
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "norm with a number that is not finite", zh: "含有非有限数时的 norm" },
    ask: (module) =>
      norms(module, [
        [NaN, 1, 2],
        [1, NaN, 2],
        [3, 4, NaN],
        [NaN],
        [0, NaN, 0],
        [1, Infinity],
        [-Infinity, 2, 3],
        [0, -Infinity],
        [1e200, Infinity, 1e-200],
        [NaN, Infinity],
        [-Infinity, 2, NaN],
      ]),
    holds: ["NaN", "infinity"],
  },
  {
    what: { en: "the list afterwards", zh: "调用之后的列表" },
    ask: ({ norm: of }) =>
      [
        [3, -4, 1],
        [2e200, -5e200],
        [0, 0],
      ].map((values) => {
        of(values);
        return values;
      }),
  },
  {
    what: { en: "norm of 150,000 numbers", zh: "150,000 个数的 norm" },
    ask({ norm: of }, draw) {
      const at = draw.uniform(1, 2);
      return of(Array.from({ length: 150_000 }, (_, i) => at - (i % 7)));
    },
    costly: true,
  },
);
