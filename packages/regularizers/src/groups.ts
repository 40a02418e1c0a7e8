import { abs, meantAmong, norm, type Tensor, ValueError } from "@downhill/tensor";

import type { Selection } from "./filter.ts";

/**
 * What a group of weights is, in a matrix of inputs × outputs as a dense layer has it: a column is what comes into one
 * output, a row what goes out of one input. With more axes, the last two are meant, and the others belong to the group, as in
 * a convolution's height × width × inputs × outputs. Each number of a vector, or a scalar, is a group of its own.
 */
export type Groups = "rows" | "columns";

/** Whose parameters to take, and in what groups. */
export interface Grouping extends Selection {
  /** `"columns"` unless given. */
  readonly groups?: Groups;
}

/** @throws ValueError unless it says rows or columns. */
export function checkGroups(name: string, groups: Groups): void {
  if (!["rows", "columns"].includes(groups)) {
    const near = meantAmong(groups, ["columns", "rows"]);
    throw new ValueError(
      `${name}: groups "${groups}" are unknown; ${near.en}: "columns" are the weights into each output, "rows" those out of each input`,
      `${name}：没有 "${groups}" 这种 groups；${near.zh}："columns" 指通向每个输出的权重，"rows" 指每个输入发出的权重`,
    );
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
