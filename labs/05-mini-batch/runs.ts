import { batches, dataset } from "@downhill/data";
import { gradientDescent, numbers } from "@downhill/optimizers";
import { key, reference, uniform, useBackend } from "@downhill/tensor";
import type { Data, Vector } from "./key/solution.ts";
import { wages } from "./wages.ts";

/* The trainings that the lesson's tables show, on the course's packages: @downhill/data shuffles and cuts, @downhill/optimizers steps. */

export const table = await wages();
export const [rows, width] = [table.y.length, table.x[0]!.length];

const dot = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
};

/** The gradient of the mean squared error over these rows of a table. */
export function slopesOf({ x, y }: Data, at: ArrayLike<number>, theta: Vector): Vector {
  const slopes = theta.map(() => 0);
  for (let k = 0; k < at.length; k++) {
    const row = x[at[k]!]!;
    const error = dot(row, theta) - y[at[k]!]!;
    for (let j = 0; j < row.length; j++) slopes[j]! += (2 * error * row[j]!) / at.length;
  }
  return slopes;
}

/** Half of the Hessian, XᵀX/N, and the parameters with the least loss, where Gauss's elimination finds them. */
function leastSquares({ x, y }: Data): { readonly half: readonly Vector[]; readonly best: Vector } {
  const mean = (each: (i: number) => number): number => y.reduce((sum, _, i) => sum + each(i) / y.length, 0);
  const half = x[0]!.map((_, a) => x[0]!.map((__, b) => mean((i) => x[i]![a]! * x[i]![b]!)));
  const system = half.map((row, a) => [...row, mean((i) => x[i]![a]! * y[i]!)]);
  for (const [i, pivot] of system.entries())
    for (const row of system.slice(i + 1)) {
      const share = row[i]! / pivot[i]!;
      for (let j = i; j < row.length; j++) row[j]! -= share * pivot[j]!;
    }
  const best: Vector = half.map(() => 0);
  for (let i = best.length - 1; i >= 0; i--)
    best[i] = (system[i]!.at(-1)! - dot(best, system[i]!.slice(0, -1))) / system[i]![i]!;
  return { half, best };
}
export const { half, best } = leastSquares(table);

/** The largest and the least curvature: power iteration on the Hessian, and on what is left of it below the largest. */
const powered = (shift: number): number => {
  let v: Vector = best.map((_, j) => 1 + j);
  let size = 0;
  for (let i = 0; i < 2000; i++) {
    v = half.map((row, j) => 2 * dot(row, v) - shift * v[j]!);
    size = Math.hypot(...v);
    v = v.map((each) => each / size);
  }
  return size;
};
export const steepest = powered(0);
export const gentlest = steepest - powered(steepest);

/** How far the loss is above the least possible one, in dollars² an hour². */
export function excess(theta: Vector): number {
  const away = theta.map((each, j) => each - best[j]!);
  let sum = 0;
  for (let j = 0; j < away.length; j++) sum += away[j]! * dot(half[j]!, away);
  return sum;
}

/** Which rows the steps take: a new order in each epoch, the same one, that of the table, or rows drawn afresh for each batch. */
export type Drawing = "each" | "once" | "never" | "afresh";
export interface Run {
  readonly size: number;
  readonly rate: (step: number) => number;
  readonly epochs: number;
  readonly seed: number;
  readonly drawing?: Drawing;
  readonly data?: Data;
  /** 0 by default. */
  readonly start?: Vector;
}

export const places = dataset({
  x: Float32Array.from({ length: rows }, (_, i) => i),
  shape: [1],
  y: new Int32Array(rows),
});

/** The rows of each step. */
function* stepsOf({ size, epochs, seed, drawing = "each" }: Run, drawn: Float64Array): Generator<ArrayLike<number>> {
  const perEpoch = Math.ceil(rows / size);
  if (drawing === "each") {
    for (const { x } of batches(places, { size, key: key(seed), epochs })) yield x;
    return;
  }
  const [shuffled] = batches(places, { size: rows, key: key(seed) });
  const order = drawing === "once" ? shuffled!.x : places.x;
  for (let step = 0; step < perEpoch * epochs; step++) {
    const from = (drawing === "afresh" ? step : step % perEpoch) * size;
    yield (drawing === "afresh" ? drawn : order).subarray(from, from + size);
  }
}

/** Rows drawn one by one, each time from all of them. */
async function drawnRows({ size, epochs, seed, drawing }: Run): Promise<Float64Array> {
  if (drawing !== "afresh") return new Float64Array();
  using _ = useBackend(reference);
  const count = Math.ceil(rows / size) * epochs * size;
  const all = await uniform(key(seed), [count], 0, rows, { dtype: "float64" }).data();
  return Float64Array.from(all, Math.floor);
}

/** The excess loss before each step and after the last. */
export async function train(run: Run): Promise<Vector> {
  const { rate, data = table, start = best.map(() => 0) } = run;
  const theta = [...start];
  const path = [excess(theta)];
  for (const at of stepsOf(run, await drawnRows(run))) {
    const learningRate = rate(path.length - 1);
    for (const [j, g] of slopesOf(data, at, theta).entries())
      theta[j]! += gradientDescent.rule.step(numbers, { g, p: theta[j]!, t: 1, learningRate }).update;
    path.push(excess(theta));
  }
  return path;
}
