import { grad } from "@downhill/autograd";
import { batches, dataset } from "@downhill/data";
import { meanSquaredError } from "@downhill/nn";
import { apply, gradientDescent } from "@downhill/optimizers";
import { key, matmul, mul, reshape, tensor, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { expectStated } from "./stated.ts";

/** Chapter 000's example, as lab 04 repairs it: the best slope is Σxy / Σx². */
const x = [1, 2, 3, 4, 5];
const y = [2.1, 3.9, 6.6, 8.1, 9.5];
const best = 109.6 / 55;
const line = dataset({ x: Float32Array.from(x), shape: [1], y: Float32Array.from(y) });

/** The gradient of the mean squared error of some rows of the example. */
const slopeOf = (at: readonly number[], theta: number): Promise<number> =>
  grad((theta: Tensor) =>
    meanSquaredError(mul(tensor(at.map((i) => x[i]!)), theta), tensor(at.map((i) => y[i]!))),
  )(tensor(theta)).item();

const all = x.map((_, i) => i);
const pairs = all.flatMap((i) => all.slice(i + 1).map((j) => [i, j]));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far from the best slope gradient descent is after each step with batches of a size. */
async function errorsWith(size: number, epochs: number): Promise<number[]> {
  const optimizer = gradientDescent({ learningRate: 0.01 });
  let theta = tensor([[0]]);
  const errors = [];
  for (const batch of batches(line, { size, key: key(0), epochs })) {
    const target = tensor(batch.y, { shape: [batch.y.length, 1] });
    const slope = grad((theta: Tensor) =>
      meanSquaredError(matmul(reshape(tensor(batch.x), batch.shape), theta), target),
    );
    theta = apply(theta, optimizer.update(slope(theta), {}, theta, 0)[0]);
    errors.push(Math.abs((await theta.item()) - best));
  }
  return errors;
}

test("E06: a batch of the data gives another gradient each time; all of the data does not", async () => {
  for (const theta of [0, best]) {
    const drawn = await Promise.all(pairs.map((pair) => slopeOf(pair, theta)));
    expect(mean(drawn)).toBeCloseTo(await slopeOf(all, theta), 12);
  }
  expect(Math.abs(await slopeOf(all, best))).toBeLessThan(1e-14);
  const drawn = await Promise.all(pairs.map((pair) => slopeOf(pair, best)));
  expectStated("E06", `$${Math.min(...drawn).toFixed(2)}$`, `$${Math.max(...drawn).toFixed(2)}$`);

  const [whole, part] = [await errorsWith(5, 80), await errorsWith(2, 30)];
  // The data and the result are in float32.
  expect(whole.at(-1)).toBeLessThan(1e-7);
  expect(Math.max(...part.slice(-30))).toBeGreaterThan(0.01);
});

test("E14: a step with 2 of 5 rows is not an epoch", () => {
  const run = batches(line, { size: 2, key: key(0), epochs: 40 });
  expect(run.stepsPerEpoch).toBe(3);
  for (let epoch = 0; epoch < 40; epoch++) {
    const seen = [0, 1, 2].flatMap((step) => [...run.batchAt(3 * epoch + step).x]);
    expect(seen.toSorted((a, b) => a - b)).toEqual(x);
  }
  expectStated("E14", String(run.stepsPerEpoch), String((100 * 2) / line.size));
});

test("E15: where the formula of SGD stops, the gradient of a row drawn at random keeps moving", async () => {
  const rows = [1, 2, 3].map((i) => ({ x: [[i, 2 * i]], y: [[2 * i - 1]] })); // chapter 002's
  const theta = tensor([[11 / 35], [22 / 35]]); // its minimiser of the least norm
  const slope = async (drawn: typeof rows) => {
    const [x, y] = [tensor(drawn.flatMap(({ x }) => x)), tensor(drawn.flatMap(({ y }) => y))];
    return (await grad((theta: Tensor) => meanSquaredError(matmul(x, theta), y))(theta).data())[0]!;
  };
  expect(Math.abs(await slope(rows))).toBeLessThan(1e-14);
  const each = await Promise.all(rows.map((row) => slope([row])));
  [8 / 7, 4 / 7, -12 / 7].forEach((value, i) => expect(each[i]).toBeCloseTo(value, 12));
  expectStated("E15", String.raw`$\frac87$`, String.raw`$\frac47$`, String.raw`$-\frac{12}7$`);
});

test("E28: an intercept fits exactly, and a list that was changed cannot serve as the start of a second run", () => {
  const rows = [
    [1, 2],
    [2, 4],
    [3, 6],
  ] as const;
  const y = [1, 3, 5];
  const errors = (theta: readonly number[], intercept = 0): readonly number[] =>
    rows.map(([a, b], i) => a * theta[0]! + b * theta[1]! + intercept - y[i]!);
  /** The chapter's program: `theta -= …` of NumPy writes where the caller can see it. */
  const sgd = (theta: number[], steps: number): number[] => {
    for (let step = 0; step < steps; step++) {
      const e = errors(theta);
      const slope = [0, 1].map((j) => (2 / 3) * rows.reduce((sum, row, i) => sum + row[j]! * e[i]!, 0));
      for (const j of [0, 1]) theta[j]! -= 0.01 * slope[j]!;
    }
    return theta;
  };
  expect(errors([0.4, 0.8], -1).every((error) => Math.abs(error) < 1e-15)).toBe(true);
  const squared = mean(errors(sgd([0, 0], 1000)).map((error) => error ** 2));
  expectStated("E28", squared.toFixed(3), "$-1$");
  const start = [0, 0];
  const [once, twice] = [[...sgd(start, 1)], [...sgd(start, 1)]];
  expect(start).not.toEqual([0, 0]);
  expect(twice).not.toEqual(once);
  expect(twice).toEqual(sgd([0, 0], 2));
});
