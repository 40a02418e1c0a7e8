import { readFileSync } from "node:fs";
import path from "node:path";
import { grad } from "@downhill/autograd";
import { dataset, rows, toTensors } from "@downhill/data";
import { dense, meanSquaredError, softmaxCrossEntropy } from "@downhill/nn";
import { gradientDescent } from "@downhill/optimizers";
import { key, leaves, reshape, type Tensor, tensor } from "@downhill/tensor";
import { rateRange } from "@downhill/train/search";
import { describe, expect, test } from "vitest";
import {
  ramp,
  rangeTest,
  smoothed,
  stopAt,
  suggestion,
  type Training,
} from "../../../labs/12-rate-search/key/solution.ts";
import { halved, lossOf, model, startOf, trainingOf } from "../../../labs/12-rate-search/provided/clothes.ts";
import { near } from "./near.ts";

/*
 * Lab 12's solution against NumPy and pandas (test/oracles/lab-12.json) and against the packages' rateRange; its network
 * against the packages' layers; and the lesson's derivations. Its tables and programs: lessons/12.test.ts.
 */
const root = path.resolve(import.meta.dirname, "../../..");
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-12.json"), "utf8")) as {
  ramps: readonly { low: number; high: number; steps: number; rates: number[] }[];
  curves: readonly {
    beta: number;
    growth: number;
    reach: number;
    losses: number[];
    means: number[];
    stop: number;
    suggestion: number;
  }[];
};

describe("NumPy and pandas", () => {
  test("ramps are geomspace", () => {
    for (const { rates, ...range } of oracle.ramps) near(ramp(range), rates, 1e-12);
  });
  test.each(oracle.curves)("means, stop and suggestion of $losses.length losses", (curve) => {
    const { losses, means, beta, growth, reach } = curve;
    near(smoothed(losses, beta), means, 1e-12);
    expect(stopAt(means, growth)).toBe(curve.stop);
    const rates = ramp({ low: 1e-5, high: 10, steps: losses.length });
    near([suggestion({ rates, losses, means }, reach)], [curve.suggestion], 1e-12);
  });
});

test("rangeTest is the packages' rateRange on a line, and it leaves no trace", async () => {
  const x = Array.from({ length: 64 }, (_, i) => i / 32 - 1);
  const start = dense(1, 1).init(key(3));
  const [w, b] = await Promise.all(
    [start.w, start.b].map(async (each) => Float64Array.from(await each.data())),
  );
  const before = [...w!, ...b!];
  const training: Training = {
    state: [w!, b!],
    step(rate) {
      const errors = x.map((each) => w![0]! * each + b![0]! - (3 * each + 1));
      const mean = (list: readonly number[]): number =>
        list.reduce((sum, each) => sum + each, 0) / list.length;
      const [slope, level] = [
        mean(errors.map((error, i) => 2 * error * x[i]!)),
        mean(errors.map((error) => 2 * error)),
      ];
      w![0]! -= rate * slope;
      b![0]! -= rate * level;
      return mean(errors.map((error) => error * error));
    },
  };
  const curve = rangeTest(training, { low: 1e-4, high: 10, steps: 100, beta: 0.9, growth: 4 });
  expect([...w!, ...b!]).toEqual(before);
  const data = dataset({
    x: Float32Array.from(x),
    shape: [1],
    y: Float32Array.from(x, (each) => 3 * each + 1),
  });
  const range = await rateRange(dense(1, 1), data, {
    loss: (prediction: Tensor, y: Tensor) => meanSquaredError(prediction, reshape(y, prediction.shape)),
    optimizer: (learningRate) => gradientDescent({ learningRate }),
    params: start,
    batchSize: 64,
    low: 1e-4,
  });
  expect(range.diverged).toBe(true);
  near(
    curve.rates,
    range.points.map(({ rate }) => rate),
    1e-9,
  );
  near(
    curve.losses,
    range.points.map(({ loss }) => loss),
    2e-3,
  );
  near(
    curve.means,
    range.points.map((point) => point.smoothed),
    2e-3,
  );
  near([suggestion(curve, 5)], [range.suggestion], 1e-9);
});

describe("the network", () => {
  const images = halved("test");
  const batch = async () => {
    const { x, y } = rows(await images, { at: Int32Array.from({ length: 40 }, (_, i) => i), flat: true });
    return { x, y };
  };
  test("an image is halved by means of four pixels", async () => {
    const { x, shape, y } = await images;
    expect([shape, x.length, y.length]).toEqual([[196], 2000 * 196, 2000]);
    expect(Float32Array.from(x).reduce((most, each) => Math.max(most, each), 0)).toBeLessThanOrEqual(1);
  });
  test("its loss and gradient are those of the packages' layers", async () => {
    const [lists, { x, y }] = [await startOf(4), await batch()];
    const slopes = lists.map(({ length }) => new Float64Array(length)) as unknown as typeof lists;
    const loss = lossOf(lists, { x, y }, slopes);
    const [w1, b1, w2, b2] = lists.map((list) => [...list]);
    const wide = (list: number[], ...shape: number[]): Tensor => tensor(list, { shape, dtype: "float64" });
    const params = [
      { w: wide(w1!, 196, 32), b: wide(b1!, 32) },
      [],
      { w: wide(w2!, 32, 10), b: wide(b2!, 10) },
    ] as unknown as ReturnType<typeof model.init>;
    const inputs = tensor([...x], { shape: [40, 196], dtype: "float64" });
    const labels = toTensors({ x, y, shape: [40, 196] }).y;
    const lossFrom = (p: typeof params): Tensor => softmaxCrossEntropy(model.apply(p, inputs), labels);
    near([loss], [await lossFrom(params).item()], 1e-10);
    const right = await Promise.all(
      leaves<Tensor>(grad(lossFrom)(params)).map(async (leaf) => [...(await leaf.data())]),
    );
    // A tree's leaves are in the order of its keys: the biases come first.
    for (const [i, place] of [1, 0, 3, 2].entries())
      near(
        [...slopes[place]!].length === right[i]!.length
          ? [...slopes[place]!]
          : [...slopes[[0, 1, 2, 3][i]!]!],
        right[i]!,
        1e-9,
      );
  });
  test("a step of Adam is the packages'", async () => {
    const training = await trainingOf(await images, 2, "adam");
    const first = training.weights.map((list) => [...list]);
    training.step(0.01);
    // The first step of Adam is η in the direction of the sign, wherever the slope is not tiny.
    const moves = training.weights.flatMap((list, l) =>
      [...list].map((each, i) => Math.abs(each - first[l]![i]!)),
    );
    expect(Math.max(...moves)).toBeLessThanOrEqual(0.01 + 1e-12);
    expect(moves.filter((move) => move > 0.00999).length).toBeGreaterThan(moves.length / 4);
    expect(training.state).toHaveLength(13);
  });
});

describe("the derivations", () => {
  test("the weights of a running mean, their sum, and their mean age", () => {
    for (const beta of [0.3, 0.9]) {
      const weights = Array.from({ length: 2000 }, (_, k) => (1 - beta) * beta ** k);
      near([weights.slice(0, 8).reduce((sum, each) => sum + each)], [1 - beta ** 8]);
      near([weights.reduce((sum, each, k) => sum + k * each, 0)], [beta / (1 - beta)], 1e-10);
    }
  });
  test("a step of descent multiplies the loss by (1 − ηλ)², and the sum of a ramp is geometric", () => {
    const [lambda, x] = [1.7, 0.6];
    for (const rate of [0.1, 1.1, 1.3]) {
      const next = x - rate * lambda * x;
      near([(next * next) / (x * x)], [(1 - rate * lambda) ** 2]);
      expect(next * next < x * x).toBe(rate * lambda < 2);
    }
    const rates = ramp({ low: 1e-4, high: 3, steps: 41 });
    const h = Math.log(rates[1]! / rates[0]!);
    for (const t of [1, 7, 40]) {
      const sum = rates.slice(0, t).reduce((all, each) => all + each, 0);
      near([sum], [(rates[t]! - rates[0]!) / (Math.exp(h) - 1)], 1e-10);
    }
  });
  test("e^(−2u/h) has the slope −(2u/h)·e^(−2u/h) over ln u, steepest at h/2", () => {
    const h = 0.14;
    const loss = (u: number): number => Math.exp((-2 * u) / h);
    const slope = (u: number): number => (loss(u * Math.exp(1e-5)) - loss(u * Math.exp(-1e-5))) / 2e-5;
    for (const u of [0.01, 0.07, 0.3]) near([slope(u)], [((-2 * u) / h) * loss(u)], 1e-6);
    for (const u of [0.06, 0.08]) expect(slope(h / 2)).toBeLessThan(slope(u));
  });
  test("the integral is −π²/4 at 2 and 0 at 12.6", () => {
    // With s = e^y; the singularity at 1 is between two points of the grid.
    const integral = (u: number): number => {
      const [from, parts] = [-25, 400_000];
      const width = (Math.log(u) - from) / parts;
      let sum = 0;
      for (let i = 0; i < parts; i++) sum += Math.log(Math.abs(1 - Math.exp(from + (i + 0.5) * width)));
      return sum * width;
    };
    expect(integral(2)).toBeCloseTo(-(Math.PI ** 2) / 4, 3);
    expect(integral(12.5)).toBeLessThan(0);
    expect(integral(12.7)).toBeGreaterThan(0);
  });
  test("the slope of the fitted line, by its normal equations", () => {
    const [h, r] = [0.2, 3];
    const y = [3, 2.5, 2.6, 1.9, 1.2, 1.3, 0.4];
    const x = y.map((_, i) => h * i);
    const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
    const [mx, my] = [mean(x), mean(y)];
    const fitted =
      mean(x.map((each, i) => (each - mx) * (y[i]! - my))) / mean(x.map((each) => (each - mx) ** 2));
    const s = y.reduce((sum, each, i) => sum + (i - r) * each, 0);
    near([s / (h * (1 + 4 + 9) * 2)], [fitted]);
  });
});
