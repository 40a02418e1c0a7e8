import { abs, meantAmong, norm, type Tensor, ValueError } from "@downhill/tensor";

import type { Selection } from "./filter.ts";

/**
 * A group of weights in a matrix of inputs × outputs, such as a dense layer's: a column holds the weights into
 * one output, a row the weights out of one input. With more axes, rows and columns are taken from the last two, and the
 * others belong to the group, as in a convolution's height × width × inputs × outputs. Each number of a vector, and a scalar,
 * is its own group.
 */
export type Groups = "rows" | "columns";

/** Which parameters to use, and in what groups. */
export interface Grouping extends Selection {
  /** `"columns"` by default. */
  readonly groups?: Groups;
}

/** @throws ValueError unless it is rows or columns. */
export function checkGroups(name: string, groups: Groups): void {
  if (!["rows", "columns"].includes(groups)) {
    const near = meantAmong(groups, ["columns", "rows"]);
    throw new ValueError("unknown-name", {
      en: `${name}: groups "${groups}" is unknown; ${near.en}: "columns" are the weights into each output, "rows" those out of each input`,
      zh: `${name}：没有 "${groups}" 这种 groups；${near.zh}："columns" 指通向每个输出的权重，"rows" 指每个输入发出的权重`,
    });
  }
}

/** The length of each group, its axes kept with length 1. */
export function lengths(x: Tensor, groups: Groups): Tensor {
  const rank = x.shape.length;
  if (rank < 2) return abs(x);
  const own = groups === "columns" ? rank - 1 : rank - 2;
  const axes = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => axis !== own);
  return norm(x, { axes, keepDims: true });
}
