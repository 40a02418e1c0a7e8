import type { Question } from "@downhill/grader/questions";
import type * as solution from "../key/solution.ts";
import type { Matrix } from "../provided/matrix.ts";

export type Autograd = typeof solution;

export type Draw = Parameters<Question<Autograd>["ask"]>[1];

/** A matrix of drawn numbers. */
export const drawn = (draw: Draw, rows: number, columns: number, from = -2, to = 2): Matrix =>
  draw.list(rows, () => draw.list(columns, () => draw.uniform(from, to)));

/** The dimensions of a matrix. */
export const entry = [
  { en: "row", zh: "行" },
  { en: "column", zh: "列" },
];
