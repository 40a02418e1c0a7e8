import type { Matrix } from "./matrix.ts";

/** The repaired example's data: x is a column, and y = 2x plus noise drawn once, rounded to one decimal. */
export const line: { readonly x: Matrix; readonly y: Matrix } = {
  x: [[1], [2], [3], [4], [5]],
  y: [[2.1], [3.9], [6.6], [8.1], [9.5]],
};
