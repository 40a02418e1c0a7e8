import { expect, test } from "vitest";
import oracle from "../../oracles/lab-04.json" with { type: "json" };
import * as solution from "../../../labs/04-autograd/key/solution.ts";
import { line } from "../../../labs/04-autograd/provided/line.ts";
import { type Matrix, scale } from "../../../labs/04-autograd/provided/matrix.ts";

const { add, checkGrads, fit, leaf, matmul, mul, sum, tanh, valueAndGrad } = solution;
const { x, y, w1, b1, w2, b2 } = oracle.inputs;
const names = ["w1", "b1", "w2", "b2"] as const;

/** The mean squared error of tanh(x w1 + b1) w2 + b2. */
const loss: solution.Loss = (p1, q1, p2, q2) => {
  const error = add(add(matmul(tanh(add(matmul(x, p1), q1)), p2), q2), scale(y, -1));
  return mul(sum(mul(error, error)), 1 / y.length);
};

function expectClose(actual: Matrix, expected: Matrix): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  actual.flat().forEach((entry, i) => expect(entry).toBeCloseTo(expected.flat()[i]!, 12));
}

test("lab 04's network has PyTorch's loss and gradients", () => {
  const [value, gradients] = valueAndGrad(loss)(w1, b1, w2, b2);
  expect(value).toBeCloseTo(oracle.loss, 12);
  names.forEach((name, i) => expectClose(gradients[i]!, oracle.gradients[name]));
});

test("its gradient check has the errors that the lesson prints", () => {
  const v = [w1.map((row) => row.map(() => 1)), [[1, -1, 2]], [[0.5], [0], [-1]], [[3]]];
  const off = (h: number): number => {
    const { exact, numeric } = checkGrads(loss, [w1, b1, w2, b2], v, h);
    return Math.abs(numeric / exact - 1);
  };
  expect(off(1e-1).toPrecision(2)).toBe("0.21");
  expect(off(1e-3).toExponential(1)).toBe("2.2e-5");
  expect(off(1e-5).toExponential(1)).toBe("2.2e-9");
});

test("its line is fitted by Σxy / Σx², and a list for a column is refused", () => {
  expect(fit(line.x, line.y, [[0]], 0.01, 100).theta[0]![0]).toBeCloseTo(109.6 / 55, 9);
  const list = [1, 2, 3, 4, 5] as unknown as Matrix;
  expect(() => matmul(list, leaf([], [[0.5]]))).toThrow(/rows of numbers/);
});
