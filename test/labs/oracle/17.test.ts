import { readFileSync } from "node:fs";
import path from "node:path";
import { grad } from "@downhill/autograd";
import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { leaves, type Tensor, tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  byClass,
  crossValidate,
  dropout,
  earlyStopping,
  folds,
  shifted,
} from "../../../labs/17-generalization/key/solution.ts";
import { clothes, pixels } from "../../../labs/17-generalization/provided/clothes.ts";
import { measure, slopesOf, startOf } from "../../../labs/17-generalization/provided/network.ts";
import { near } from "./near.ts";

/*
 * Lab 17's solution against scikit-learn, Keras, SciPy and PyTorch (test/oracles/lab-17.json); its network against the
 * packages' layers; and the lesson's derivations. Its tables and programs: lessons/17.test.ts.
 */
const root = path.resolve(import.meta.dirname, "../../..");
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-17.json"), "utf8")) as {
  dealt: readonly { k: number; labels: number[]; counts: number[][]; sizes: number[] }[];
  lines: readonly { k: number; x: number[]; y: number[]; order: number[]; losses: number[] }[];
  stopped: readonly { losses: number[]; patience: number; trained: number; restored: number }[];
  moved: readonly { picture: number[][]; down: number; right: number; moved: number[][] }[];
  dropped: readonly { p: number; values: number[]; training: number[]; use: number[] }[];
};
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
const upTo = (size: number): number[] => Array.from({ length: size }, (_, i) => i);

describe("other libraries", () => {
  test.each(oracle.dealt)(
    "folds of scikit-learn's sizes and class counts, k = $k",
    ({ k, labels, counts, sizes }) => {
      const order = upTo(labels.length).toReversed();
      const found = folds(byClass(order, labels), k);
      expect(found.map(({ validation }) => validation.length)).toEqual(sizes);
      expect(
        found.map(({ validation }) =>
          counts[0]!.map((_, label) => validation.filter((row) => labels[row] === label).length),
        ),
      ).toEqual(counts);
      for (const { train, validation } of found)
        expect([...train, ...validation].toSorted((a, b) => a - b)).toEqual(upTo(labels.length));
    },
  );

  test.each(oracle.lines)("losses of cross_val_predict, k = $k", ({ k, x, y, order, losses }) => {
    const rows = x.map((each, i) => ({ x: each, y: y[i]! }));
    const found = crossValidate(rows, folds(order, k), (training) => {
      const [mx, my] = [mean(training.map((row) => row.x)), mean(training.map((row) => row.y))];
      const slope =
        mean(training.map((row) => (row.x - mx) * (row.y - my))) /
        mean(training.map((row) => (row.x - mx) ** 2));
      return (row) => (my + slope * (row.x - mx) - row.y) ** 2;
    });
    near(found, losses, 1e-9);
  });

  test.each(oracle.stopped)(
    "Keras stops after $trained epochs, patience $patience",
    ({ losses, patience, trained, restored }) => {
      const weights = [Float64Array.of(0)];
      const training = {
        weights,
        epoch: () => void weights[0]![0]!++,
        // Keras does not measure before the first epoch.
        validationLoss: () => [Infinity, ...losses][weights[0]![0]!]!,
      };
      const found = earlyStopping(training, { patience, most: losses.length });
      expect([found.losses.length - 1, found.best, found.weights[0]![0]]).toEqual([
        trained,
        restored,
        restored,
      ]);
    },
  );

  test.each(oracle.moved)("scipy.ndimage.shift by $down and $right", ({ picture, down, right, moved }) => {
    expect(shifted(picture, down, right)).toEqual(moved);
  });

  test.each(oracle.dropped)("PyTorch's dropout, p = $p", ({ p, values, training, use }) => {
    const numbers = training.map((value) => (value === 0 ? 0 : 0.999));
    near(
      dropout(values, p, () => numbers.shift()!),
      training,
    );
    expect(dropout(values, p)).toEqual(use);
  });
});

describe("the network", () => {
  test("its loss and slopes are those of the packages' layers, with units dropped too", async () => {
    const pictures = await clothes("train", 40, 24);
    const weights = await startOf(3, 8);
    const { x, y } = await pixels("train", 40, 24);
    const model = sequential(dense(196, 8), relu, dense(8, 10));
    const factors = [2, 0, 2, 2, 0, 0, 2, 0];
    const at = (w1: number[], shape: number[]): Tensor => tensor(w1, { shape, dtype: "float64" });
    const lists = weights.map((list) => [...list]);
    const inputs = at([...x], [24, 196]);
    const labels = tensor([...y], { dtype: "int32" });
    const params = [
      { w: at(lists[0]!, [196, 8]), b: at(lists[1]!, [8]) },
      [],
      { w: at(lists[2]!, [8, 10]), b: at(lists[3]!, [10]) },
    ] as unknown as ReturnType<typeof model.init>;
    near(
      [measure(weights, pictures).loss],
      [await softmaxCrossEntropy(model.apply(params, inputs), labels).item()],
      1e-6,
    );
    // Units that are multiplied by factors are units whose output weights are.
    const wide = lists[2]!.map((each, i) => each * factors[Math.floor(i / 10)]!);
    const dropped = [params[0], [], { ...params[2], w: at(wide, [8, 10]) }] as unknown as typeof params;
    for (const [own, all] of [
      [undefined, params],
      [() => factors, dropped],
    ] as const) {
      const slopes = slopesOf(weights, pictures, own);
      const right = await Promise.all(
        leaves<Tensor>(
          grad((p: typeof params) => softmaxCrossEntropy(model.apply(p, inputs), labels))(all),
        ).map(async (leaf) => [...(await leaf.data())]),
      );
      const [w1, b1, w2, b2] = right;
      const scaled = own === undefined ? w2! : w2!.map((each, i) => each * factors[Math.floor(i / 10)]!);
      for (const [l, expected] of [w1!, b1!, scaled, b2!].entries())
        for (const [i, each] of expected.entries()) expect(slopes[l]![i]).toBeCloseTo(each, 6);
    }
  });
});

describe("the derivations", () => {
  test("the deviation of a share, by its distribution", () => {
    const [n, a] = [60, 0.85];
    let [term, squares] = [(1 - a) ** n, 0];
    for (let right = 0; right <= n; right++) {
      squares += term * (right / n - a) ** 2;
      term *= ((n - right) / (right + 1)) * (a / (1 - a));
    }
    near([Math.sqrt(squares)], [Math.sqrt((a * (1 - a)) / n)]);
    expect(Math.sqrt((a * (1 - a)) / n).toFixed(3)).toBe("0.046");
    expect(Math.sqrt((a * (1 - a)) / 2000).toFixed(3)).toBe("0.008");
  });
  test("the bound on the largest of m, at its best t", () => {
    const [m, sigma] = [50, 0.03];
    const bound = (t: number): number => Math.log(m) / t + (t * sigma ** 2) / 2;
    const best = Math.sqrt(2 * Math.log(m)) / sigma;
    near([bound(best)], [sigma * Math.sqrt(2 * Math.log(m))]);
    for (const t of [0.9 * best, 1.1 * best]) expect(bound(t)).toBeGreaterThan(bound(best));
  });
  test("the probability that a fold has none of ten rows", () => {
    const none = upTo(60).reduce((product, i) => product * ((290 - i) / (300 - i)), 1);
    expect(none.toFixed(2)).toBe("0.10");
  });
  test("dropout's mean and variance", () => {
    const [p, x] = [0.3, 1.7];
    const [kept0, square] = [x / (1 - p), (x / (1 - p)) ** 2];
    near([(1 - p) * kept0], [x]);
    near([(1 - p) * square - x ** 2], [(p / (1 - p)) * x ** 2]);
  });
});
