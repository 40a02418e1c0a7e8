import { adam, adamw, gradientDescent, numbers } from "@downhill/optimizers";
import { gradientOf, lambdasFor, largestCurvature, lossOf, momentsOf } from "./provided/regression.ts";
import type { Regression } from "./provided/wages.ts";

/*
 * What the lesson's tables are computed with: the packages' rules on plain numbers, and the proximal step between them,
 * which test/labs/oracle/16.test.ts compares with the package's proximalL1 and with scikit-learn. Nothing here is yours.
 */

export const zerosFor = (data: Regression): number[] => data.x[0]!.map(() => 0);
const soft = (value: number, threshold: number): number =>
  Math.sign(value) * Math.max(Math.abs(value) - threshold, 0);
/** Half the mean squared error plus λ₁Σ|w|. */
export const penalised = (data: Regression, theta: readonly number[], l1: number): number =>
  lossOf(data)(theta) + l1 * theta.slice(1).reduce((sum, weight) => sum + Math.abs(weight), 0);

/** The largest violation of the conditions for a minimum. */
export const gapOf = (theta: readonly number[], slopes: readonly number[], l1: number): number =>
  theta.reduce((most, weight, j) => {
    const slope = slopes[j]!;
    if (j === 0) return Math.max(most, Math.abs(slope));
    const pull = weight === 0 ? Math.max(Math.abs(slope) - l1, 0) : Math.abs(slope + l1 * Math.sign(weight));
    return Math.max(most, pull);
  }, 0);

/** One step of descent at a rate, after which weights move by `threshold` towards 0. */
export const proximalStep = (
  theta: readonly number[],
  slopes: readonly number[],
  learningRate: number,
  threshold: number,
): number[] =>
  theta.map((p, j) => {
    const { update } = gradientDescent.rule.step(numbers, { g: slopes[j]!, p, t: 1, learningRate });
    return j === 0 ? p + update : soft(p + update, threshold);
  });

/** One step of descent with the gradient of λ₁Σ|w|, which is 0 at 0. */
export const subgradientStep = (
  theta: readonly number[],
  slopes: readonly number[],
  learningRate: number,
  l1: number,
): number[] =>
  theta.map((p, j) => {
    const g = slopes[j]! + (j === 0 ? 0 : l1 * Math.sign(p));
    return p + gradientDescent.rule.step(numbers, { g, p, t: 1, learningRate }).update;
  });

export interface Found {
  readonly l1: number;
  readonly theta: number[];
  readonly steps: number;
}

/** The minima for these λ₁, each from the one before or each from zeros. */
export function lasso(data: Regression, lambdas: readonly number[], tolerance = 1e-3, warm = true): Found[] {
  const [gradient, learningRate] = [gradientOf(data), 1 / largestCurvature(data)];
  let theta = zerosFor(data);
  return lambdas.map((l1) => {
    if (!warm) theta = zerosFor(data);
    let slopes = gradient(theta);
    let steps = 0;
    for (; gapOf(theta, slopes, l1) > tolerance; steps++) {
      theta = proximalStep(theta, slopes, learningRate, learningRate * l1);
      slopes = gradient(theta);
    }
    return { l1, theta: [...theta], steps };
  });
}

/** The solution of a system of linear equations, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [i] of rows.entries()) {
    const pivot = rows.slice(i).reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (const row of rows.slice(i + 1)) {
      const factor = row[i]! / rows[i]![i]!;
      for (let k = i; k < row.length; k++) row[k]! -= factor * rows[i]![k]!;
    }
  }
  const found = right.map(() => 0);
  for (let i = right.length - 1; i >= 0; i--) {
    const known = found.reduce((sum, value, k) => (k > i ? sum + rows[i]![k]! * value : sum), 0);
    found[i] = (rows[i]!.at(-1)! - known) / rows[i]![i]!;
  }
  return found;
}

/** The minimum of the loss plus ½Σλⱼwⱼ², in closed form: (XᵀX/n + diag λ)θ = Xᵀy/n, with 0 for the bias. */
export function ridge(data: Regression, l2: number | readonly number[]): number[] {
  const { curvatures, slopes } = momentsOf(data);
  const extra = (j: number): number => (j === 0 ? 0 : typeof l2 === "number" ? l2 : l2[j]!);
  return solve(
    curvatures.map((row, j) => row.map((each, k) => (j === k ? each + extra(j) : each))),
    slopes,
  );
}

/** Some steps of a rule at a rate that falls along a straight line, with a penalty or with decay, on all rows or a batch. */
export function trained(
  data: Regression,
  { rule, l2, decay, rate, steps, batch }: {
    readonly rule: "descent" | "adam";
    readonly l2: number;
    readonly decay: number;
    readonly rate: number;
    readonly steps: number;
    readonly batch?: (step: number) => readonly number[];
  },
): { readonly theta: number[]; readonly sizes: number[] } {
  const all = gradientOf(data);
  let theta = zerosFor(data);
  let [m, v, sizes] = [theta, theta, theta];
  for (let t = 1; t <= steps; t++) {
    const learningRate = rate * (1 - (t - 1) / steps);
    const chosen = batch?.(t - 1);
    const slopes =
      chosen === undefined
        ? all(theta)
        : theta.map((_, j) => chosen.reduce((sum, row) => sum + errorAt(data, theta, row) * data.x[row]![j]!, 0) / chosen.length);
    const next = theta.map((p, j) => {
      const g = slopes[j]! + (j === 0 ? 0 : l2 * p);
      const weightDecay = j === 0 ? 0 : decay;
      if (rule === "adam") return adamw.rule.step(numbers, { ...adam.rule.hyper, g, p, m: m[j]!, v: v[j]!, t, learningRate, weightDecay });
      const { update } = gradientDescent.rule.step(numbers, { g, p, t, learningRate });
      return { update: update - learningRate * weightDecay * p, m: 0, v: 0 };
    });
    theta = theta.map((p, j) => p + next[j]!.update);
    m = next.map((each) => each.m);
    v = next.map((each) => each.v);
    sizes = v.map((each) => Math.sqrt(each / (1 - adam.rule.hyper.beta2 ** t)));
  }
  return { theta, sizes };
}
const errorAt = ({ x, y }: Regression, theta: readonly number[], row: number): number =>
  x[row]!.reduce((sum, value, j) => sum + value * theta[j]!, 0) - y[row]!;

/** The root of the mean squared error, in dollars an hour. */
export const missBy = (data: Regression, theta: readonly number[]): number => Math.sqrt(2 * lossOf(data)(theta));

/** Of some solutions, the one that misses other rows least. */
export const chosenBy = (data: Regression, all: readonly number[][]): number[] =>
  all.reduce((best, theta) => (missBy(data, theta) < missBy(data, best) ? theta : best));
export { lambdasFor };
