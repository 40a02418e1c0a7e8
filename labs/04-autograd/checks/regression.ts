import type { Probe } from "@downhill/grader/lab";
import type { Autograd } from "../autograd.ts";
import { line } from "../line.ts";
import { add, map, type Matrix, matmul, scale, sum, transpose } from "../matrix.ts";
import { accumulated, column, entry, row, same } from "./tolerance.ts";

const step = { en: "step", zh: "步" };

/** Gradient descent with the gradient $\frac2n x^\top(x\theta - y)$ worked out by hand. */
function byHand(
  x: Matrix,
  y: Matrix,
  theta: Matrix,
  rate: number,
  steps: number,
): { theta: Matrix; losses: number[] } {
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const error = add(matmul(x, theta), scale(y, -1));
    losses.push(sum(map(error, (e) => e * e))[0]![0]! / y.length);
    theta = add(theta, scale(matmul(transpose(x), error), (-2 * rate) / y.length));
  }
  return { theta, losses };
}

/** The course's repaired example (erratum E05), then a table with two columns. */
export function checkRegression({ fit, matmul: multiply, leaf }: Autograd, probe: Probe): void {
  const { x, y } = line;
  const start = [[0]];
  const few = fit(x, y, start, 0.01, 5);
  probe.close(
    { en: "the losses of five steps", zh: "五步的损失" },
    few.losses,
    byHand(x, y, [[0]], 0.01, 5).losses,
    accumulated,
    [step],
  );
  probe.close(
    { en: "theta after five steps", zh: "五步之后的 theta" },
    few.theta,
    byHand(x, y, [[0]], 0.01, 5).theta,
    accumulated,
    entry,
  );
  probe.close({ en: "the start, afterwards", zh: "调用之后，起点" }, start, [[0]], same, entry);
  probe.close(
    { en: "theta after 100 steps: Σxy / Σx²", zh: "100 步之后的 theta：Σxy / Σx²" },
    fit(x, y, [[0]], 0.01, 100).theta,
    [[109.6 / 55]],
    accumulated,
    entry,
  );

  const table = [[1, 0.5], [1, -1], [1, 2], [1, 0]]; // prettier-ignore
  const target = [[1], [-0.5], [3], [0.25]];
  const expected = byHand(table, target, [[1], [-1]], 0.1, 20);
  const two = fit(table, target, [[1], [-1]], 0.1, 20);
  probe.close(
    { en: "two columns: theta after 20 steps", zh: "两列：20 步之后的 theta" },
    two.theta,
    expected.theta,
    accumulated,
    [row, column],
  );
  probe.close(
    { en: "two columns: the losses", zh: "两列：各步的损失" },
    two.losses,
    expected.losses,
    accumulated,
    [step],
  );

  const flat = [1, 2, 3, 4, 5] as unknown as Matrix;
  probe.throws(
    { en: "the chapter's x, a list instead of a column", zh: "原文的 x：是一维列表，不是一列" },
    () => multiply(flat, leaf([], [[0.5]])),
    /rows of numbers/,
  );
}
