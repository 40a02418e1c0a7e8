import { adam, adamw, gradientDescent, numbers } from "@downhill/optimizers";
import { gradientOf, lambdasFor, largestCurvature, lossOf, momentsOf } from "./provided/regression.ts";
import { real, type Regression, wages } from "./provided/wages.ts";

/*
 * What the lesson's tables are computed with: the packages' rules on plain numbers, and the proximal step between them,
 * which test/labs/oracle/16.test.ts compares with the package's proximalL1 and with scikit-learn. Nothing here is yours.
 */

export const zerosFor = (data: Regression): number[] => data.x[0]!.map(() => 0);
export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;
/** The largest difference between two lists. */
export const away = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((each, i) => Math.abs(each - b[i]!)));
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

export type Move = (theta: number[], slopes: number[], t: number) => number[];
const moved = (theta: readonly number[], slopes: readonly number[], learningRate: number): number[] =>
  theta.map(
    (p, j) => p + gradientDescent.rule.step(numbers, { g: slopes[j]!, p, t: 1, learningRate }).update,
  );

/** One step of descent at a rate, after which weights move by `threshold` towards 0. */
export const proximalStep = (
  theta: readonly number[],
  slopes: readonly number[],
  learningRate: number,
  threshold: number,
): number[] => moved(theta, slopes, learningRate).map((z, j) => (j === 0 ? z : soft(z, threshold)));

/** One step of descent with the gradient of λ₁Σ|w| + ½λ₂Σw², in which the slope of |w| at 0 is 0. */
export const penalisedStep = (
  theta: readonly number[],
  slopes: readonly number[],
  learningRate: number,
  { l1 = 0, l2 = 0 },
): number[] =>
  moved(
    theta,
    slopes.map((slope, j) => slope + (j === 0 ? 0 : l1 * Math.sign(theta[j]!) + l2 * theta[j]!)),
    learningRate,
  );

/** Where steps have led after so many of them, for each number in a rising list. */
export function after(
  data: Regression,
  counts: readonly number[],
  start: readonly number[],
  move: Move,
): number[][] {
  const gradient = gradientOf(data);
  let [theta, t] = [[...start], 0];
  return counts.map((count) => {
    while (t < count) theta = move(theta, gradient(theta), ++t);
    return theta;
  });
}

export interface Found {
  readonly theta: number[];
  readonly steps: number;
}

/** The minima for these λ₁, each from the one before or each from zeros. */
export function lasso(data: Regression, lambdas: readonly number[], tolerance = 1e-3, warm = true): Found[] {
  const [gradient, learningRate] = [gradientOf(data), 1 / largestCurvature(data)];
  let theta = zerosFor(data);
  return lambdas.map((l1) => {
    if (!warm) theta = zerosFor(data);
    for (let steps = 0; ; steps++) {
      const slopes = gradient(theta);
      if (gapOf(theta, slopes, l1) <= tolerance) return { theta, steps };
      theta = proximalStep(theta, slopes, learningRate, learningRate * l1);
    }
  });
}

/** The solution of a system of linear equations, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [i] of rows.entries()) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (const row of rows.slice(i + 1)) {
      const factor = row[i]! / rows[i][i]!;
      for (let k = i; k < row.length; k++) row[k]! -= factor * rows[i][k]!;
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

export interface Training {
  readonly rule: "descent" | "adam";
  readonly l2: number;
  readonly decay: number;
  readonly rate: number;
  readonly steps: number;
  /** The rows of a step's batch; all rows by default. */
  readonly batch?: (step: number) => readonly number[];
}

/** Steps of a rule at a rate that falls along a straight line, and the sizes √v̂ of the slopes in the end. */
export function trained(data: Regression, { rule, l2, decay, rate, steps, batch }: Training) {
  const gradient = gradientOf(data);
  let theta = zerosFor(data);
  let [m, v] = [theta, theta];
  for (let t = 1; t <= steps; t++) {
    const learningRate = rate * (1 - (t - 1) / steps);
    const slopes = batch === undefined ? gradient(theta) : batchGradient(data, theta, batch(t - 1));
    const next = theta.map((p, j) => {
      const [penalty, weightDecay] = j === 0 ? [0, 0] : [l2, decay];
      const at = { g: slopes[j]! + penalty * p, p, m: m[j]!, v: v[j]!, t, learningRate, weightDecay };
      if (rule === "adam") return adamw.rule.step(numbers, { ...adam.rule.hyper, ...at });
      const { update } = gradientDescent.rule.step(numbers, at);
      return { update: update - learningRate * weightDecay * p, m: 0, v: 0 };
    });
    theta = theta.map((p, j) => p + next[j]!.update);
    [m, v] = [next.map((each) => each.m), next.map((each) => each.v)];
  }
  return { theta, sizes: v.map((each) => Math.sqrt(each / (1 - adam.rule.hyper.beta2 ** steps))) };
}

function batchGradient({ x, y }: Regression, theta: readonly number[], chosen: readonly number[]): number[] {
  const errors = chosen.map((i) => x[i]!.reduce((sum, value, j) => sum + value * theta[j]!, 0) - y[i]!);
  return theta.map(
    (_, j) => errors.reduce((sum, error, k) => sum + error * x[chosen[k]!]![j]!, 0) / chosen.length,
  );
}

/** The root of the mean squared error, in dollars an hour. */
export const missBy = (data: Regression, theta: readonly number[]): number =>
  Math.sqrt(2 * lossOf(data)(theta));

/** Of some solutions, the one that misses other rows least. */
export const chosenBy = (data: Regression, all: readonly number[][]): number[] =>
  all.reduce((best, theta) => (missBy(data, theta) < missBy(data, best) ? theta : best));

/** How many weights are not 0: columns of the table, and shuffled ones. */
export function countsOf(theta: readonly number[]): readonly [columns: number, shuffled: number] {
  const used = theta.map((weight, j) => j > 0 && weight !== 0);
  return [used.slice(1, 1 + real), used.slice(1 + real)].map((each) => each.filter(Boolean).length) as [
    number,
    number,
  ];
}

/** For each of 20 seeds, the columns that have a weight just before the first shuffled one gets one. */
export async function beforeShuffled(rows: number): Promise<readonly string[][]> {
  const seeds = await Promise.all(Array.from({ length: 20 }, (_, seed) => wages(seed, rows)));
  return seeds.map(({ train }) => {
    const found = lasso(train, lambdasFor(train, 60, 0.05), 3e-3);
    const first = found.findIndex(({ theta }) => countsOf(theta)[1] > 0);
    const { theta } = found[Math.max(first - 1, 0)]!;
    return train.names.filter((_, j) => theta[j + 1] !== 0);
  });
}

/** How far each way misses on the test rows of so many seeds, and which weights it uses; λ is chosen by the validation rows. */
export async function compared(seeds: number) {
  const all: Record<string, { miss: number; used: readonly number[] }[]> = {};
  for (let seed = 0; seed < seeds; seed++) {
    const { train, validation, test } = await wages(seed);
    const level = train.y.reduce((sum, wage) => sum + wage, 0) / train.y.length;
    const sparse = lasso(train, lambdasFor(train, 25, 0.02), 1e-2).map(({ theta }) => theta);
    const square = Array.from({ length: 25 }, (_, i) => ridge(train, 30 * 1e-3 ** (i / 24)));
    const found = {
      "the mean wage": zerosFor(train).map((_, j) => (j === 0 ? level : 0)),
      "least squares": ridge(train, 1e-6),
      L2: chosenBy(validation, square),
      L1: chosenBy(validation, sparse),
    };
    for (const [name, theta] of Object.entries(found))
      (all[name] ??= []).push({ miss: missBy(test, theta), used: countsOf(theta) });
  }
  return all;
}

/** Proximal steps with momentum: the gap after 2,000 of them, and how many it takes to a gap of 0.001. */
export function withMomentum(data: Regression, beta: number, share: number, l1: number) {
  const gradient = gradientOf(data);
  const rate = 1 / largestCurvature(data) / (share === 1 ? 1 : 1 - beta);
  let [theta, v] = [zerosFor(data), zerosFor(data)];
  let first: number | undefined;
  for (let steps = 0; ; steps++) {
    const slopes = gradient(theta);
    const gap = gapOf(theta, slopes, l1);
    if (gap <= 0.001) first ??= steps;
    if (steps === 2000) return { gap, steps: first };
    v = v.map((each, j) => beta * each + share * slopes[j]!);
    theta = proximalStep(theta, v, rate, rate * l1);
  }
}
