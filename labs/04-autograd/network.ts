import type { Autograd } from "./autograd.ts";
import { type Matrix, scale } from "./matrix.ts";
import type { Loss } from "./starter/autograd.ts";

/** The mean squared error of $\tanh(xW_1 + b_1)W_2 + b_2$, as a function of the four parameters. */
export const networkLoss =
  ({ add, mul, matmul, tanh, sum }: Autograd, x: Matrix, y: Matrix): Loss =>
  (w1, b1, w2, b2) => {
    const hidden = tanh(add(matmul(x, w1), b1));
    const error = add(add(matmul(hidden, w2), b2), scale(y, -1));
    return mul(sum(mul(error, error)), 1 / y.length);
  };
