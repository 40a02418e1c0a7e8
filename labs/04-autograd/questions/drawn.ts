import type { Question } from "@downhill/grader/questions";
import type * as solution from "../key/solution.ts";
import type { Matrix, Shape } from "../provided/matrix.ts";

export type Autograd = typeof solution;
export type Asked = readonly Question<Autograd>[];
export type Draw = Parameters<Question<Autograd>["ask"]>[1];

/** A matrix of drawn numbers. */
export const drawn = (draw: Draw, rows: number, columns: number, from = -2, to = 2): Matrix =>
  draw.list(rows, () => draw.list(columns, () => draw.uniform(from, to)));

/** One for each shape. */
export const drawnAll = (draw: Draw, shapes: readonly Shape[]): Matrix[] =>
  shapes.map(([rows, columns]) => drawn(draw, rows, columns));

/** The dimensions of a matrix. */
export const entry = [
  { en: "row", zh: "行" },
  { en: "column", zh: "列" },
];

/** Questions whose answers have these dimensions, unless they say otherwise. */
export const along = (axes: NonNullable<Question<Autograd>["axes"]>, questions: Asked): Asked =>
  questions.map((question) => ({ axes, ...question }));
