import { add, concat, mul, neg, slice, square, sub, tensor, type Tensor, treeMap } from "@downhill/tensor";
import type { Params } from "../optimizer.ts";
import type { GradientAt } from "./walk.ts";

/** A function to minimise: starting point, gradient, number of steps, and its value for numbers in the order of the leaves. */
export interface Problem {
  readonly start: () => Params;
  readonly gradientAt: GradientAt;
  readonly steps: number;
  readonly value: (at: readonly number[]) => number;
}

/** $\sum_i (x_i - 3)^2$. */
export const parabola: Problem = {
  start: () => ({ w: tensor([[10, -10]]), b: tensor([5]) }),
  steps: 300,
  gradientAt: (params) => treeMap((x: Tensor) => mul(sub(x, 3), 2), params),
  value: (at) => at.reduce((sum, x) => sum + (x - 3) ** 2, 0),
};

/** The two coordinates along the last axis. */
const coordinate = (x: Tensor, i: number): Tensor => {
  const last = x.shape.length - 1;
  return slice(x, { begin: x.shape.map((_, axis) => (axis === last ? i : 0)), size: x.shape.with(last, 1) });
};

/** Rosenbrock's valley, $\sum (1 - x)^2 + 100\,(y - x^2)^2$, once in a matrix and once in a vector. */
export const rosenbrock: Problem = {
  start: () => ({ w: tensor([[-1.2, 1]]), b: tensor([-1.2, 1]) }),
  steps: 200,
  gradientAt: (params) =>
    treeMap((at: Tensor) => {
      const [x, y] = [coordinate(at, 0), coordinate(at, 1)];
      const off = mul(sub(y, square(x)), 200);
      const dx = neg(add(mul(sub(1, x), 2), mul(mul(off, x), 2)));
      return concat(dx, off, { axis: at.shape.length - 1 });
    }, params),
  value: ([x0, y0, x1, y1]) =>
    [
      [x0!, y0!],
      [x1!, y1!],
    ].reduce((sum, [x, y]) => sum + (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2, 0),
};
