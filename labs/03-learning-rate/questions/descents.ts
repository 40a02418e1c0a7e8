import { type Draw, fieldsOf, short, shorts, typed } from "@downhill/grader/questions";
import type { Options, Problem, Vector } from "../key/solution.ts";
import { drawnBowl, type Module } from "./asking.ts";

export const parts = (answer: unknown): unknown => fieldsOf(answer, "status", "losses", "x");
export const axes = [{ en: "number", zh: "个数" }];
export const names = { losses: { en: "losses", zh: "各点的损失" } };

export type Case = readonly [problem: Problem, name: string, x0: Vector, options: Options];
export const outcomes = ({ descend }: Module, cases: readonly Case[]): unknown =>
  Object.fromEntries(
    cases.map(([problem, name, x0, options]) => [
      `descend(${name}, ${typed(x0)}, ${typed(options)})`,
      parts(descend({ ...problem }, [...x0], { ...options })),
    ]),
  );

/** A path along which the losses are these, one after another: each step leads from x to x + 1. */
export const along = (losses: readonly number[], growth = 10, steps = losses.length - 1): Case => [
  { loss: ([x = 0]) => losses[Math.round(x)] ?? 0, gradient: () => [-1] },
  `losses ${typed([...losses])}`,
  [0],
  { learningRate: 1, steps, growth },
];
export const parabola: Problem = { loss: ([x = 0]) => (x - 3) ** 2, gradient: ([x = 0]) => [2 * (x - 3)] };
export const drawn = (draw: Draw, size: number, from: number, to: number): Case => [
  drawnBowl(draw, size),
  "…",
  shorts(draw, size, -5, 5),
  { learningRate: short(draw, from, to), steps: 8, growth: 10 },
];
