import type { DType } from "../dtype.ts";

/** A lower bound of all values of a dtype. */
export const least: Readonly<Record<DType, number>> = {
  float64: -Infinity,
  float32: -Infinity,
  int32: -(2 ** 31),
  bool: 0,
};
