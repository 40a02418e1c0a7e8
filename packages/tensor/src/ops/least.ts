import type { DType } from "../dtype.ts";

/** What no value of a dtype is less than. */
export const least: Readonly<Record<DType, number>> = {
  float64: -Infinity,
  float32: -Infinity,
  int32: -(2 ** 31),
  bool: 0,
};
