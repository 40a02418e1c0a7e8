import { checkFlag } from "../check-flag.ts";
import { reducedShape, resolveAxes, type Shape } from "../shape.ts";

/** The axes of a reduction: all unless `axes` is given; `keepDims` keeps them with length 1. */
export interface Reduce {
  readonly axes?: number | readonly number[];
  readonly keepDims?: boolean;
}

/** The names in {@link Reduce}. */
export const reduceNames: readonly (keyof Reduce)[] = ["axes", "keepDims"];

/** A resolved reduction of `x`: its axes, the shape of the result, and that shape with the axes kept as 1. */
export interface Reduced {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  readonly shape: Shape;
  readonly kept: Shape;
}

/** @throws ShapeError when an axis does not exist, or is given twice; KindError unless `keepDims` is true or false. */
export function reduction(op: string, x: Shape, over: Reduce = {}): Reduced {
  const { axes, keepDims = false } = over;
  checkFlag(op, "keepDims", keepDims);
  const resolved = resolveAxes(op, x, axes);
  return {
    axes: resolved,
    keepDims,
    shape: reducedShape(x, resolved, keepDims),
    kept: reducedShape(x, resolved, true),
  };
}
