import * as m from "../matrix.ts";
import type { Matrix } from "../matrix.ts";
import { add, matmul, mul, sum, valueAndGrad } from "../solution/autograd.ts";

export * from "../solution/autograd.ts";

export function fit(
  x: Matrix,
  y: Matrix,
  theta: Matrix,
  learningRate: number,
  steps: number,
): { readonly theta: Matrix; readonly losses: number[] } {
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const values = theta;
    const [value, grads] = valueAndGrad(() => {
      const error = add(matmul(x, values), m.scale(y, -1));
      return mul(sum(mul(error, error)), 1 / y.length);
    })(theta);
    losses.push(value);
    theta = m.add(theta, m.scale(grads[0]!, -learningRate));
  }
  return { theta, losses };
}
