import { readFileSync } from "node:fs";
import path from "node:path";
import { grad } from "@downhill/autograd";
import { adam, apply, chain, gradientDescent, numbers } from "@downhill/optimizers";
import { elasticNet, proximalL1 } from "@downhill/regularizers";
import { type Tensor, tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import {
  descent,
  lassoPath,
  optimalityGap,
  penalty,
  penaltyGradient,
  type Rule,
  softThreshold,
  type Step,
  type Vector,
  withDecay,
  withPenalty,
  withProximal,
} from "../../../labs/16-l1-and-l2/key/solution.ts";
import { lasso, ridge } from "../../../labs/16-l1-and-l2/measure.ts";
import {
  gradientOf,
  lambdasFor,
  largestCurvature,
  lossOf,
} from "../../../labs/16-l1-and-l2/provided/regression.ts";
import { type Regression, real, wages } from "../../../labs/16-l1-and-l2/provided/wages.ts";
import { near } from "./near.ts";

/*
 * Lab 16's solution and the means of its tables against scikit-learn and PyTorch (test/oracles/lab-16.json), against the
 * packages' penalties and proximal step, and the lesson's derivations. Its tables are tested in 16-tables.test.ts.
 */
interface Minima {
  readonly alphas: number[];
  readonly lasso: Vector[];
  readonly ridge: Vector[];
}
const root = path.resolve(import.meta.dirname, "../../..");
const oracle = JSON.parse(readFileSync(path.join(root, "test/oracles/lab-16.json"), "utf8")) as {
  made: readonly (Minima & { x: Vector[]; y: Vector; path: Vector[] })[];
  wages: Minima;
  steps: readonly {
    optimizer: "SGD" | "Adam" | "AdamW";
    weightDecay: number;
    theta: Vector;
    rates: Vector;
    gradients: Vector[];
    places: Vector[];
  }[];
  thresholds: readonly { threshold: number; values: Vector; softened: Vector }[];
};

/** What is found until the conditions hold to 1e-9; 1e-6 is what a gap of that size leaves in the weights. */
function solved(data: Regression, { alphas, lasso: right, ridge: square }: Minima): Vector[] {
  const [gradient, largest] = [gradientOf(data), largestCurvature(data)];
  const start = data.x[0]!.map(() => 0);
  const settings = { learningRate: 1 / largest, tolerance: 1e-9, steps: 200_000 };
  const found = lassoPath(gradient, start, alphas, settings);
  found.forEach((theta, i) => near(theta, right[i]!, 1e-6));
  lasso(data, alphas, 1e-9).forEach(({ theta }, i) => near(theta, right[i]!, 1e-6));
  for (const [i, alpha] of alphas.entries()) {
    near(ridge(data, alpha), square[i]!, 1e-8);
    const step = withPenalty(descent, { l1: 0, l2: alpha });
    let theta = start;
    for (let taken = 0; taken < 4000; taken++) theta = step(theta, gradient(theta), 1 / (largest + alpha));
    near(theta, square[i]!, 1e-6);
  }
  return found;
}

describe("scikit-learn", () => {
  test.each(oracle.made)(
    "Lasso, lasso_path and Ridge on $x.length rows",
    ({ x, y, path: weights, ...minima }) => {
      const data = { names: [], x: x.map((row) => [1, ...row]), y };
      const found = solved(data, minima);
      found.forEach((theta, i) => near(theta.slice(1), weights[i]!, 1e-6));
      // What it calls a solution meets the conditions, and a weight is 0 here exactly where it is 0 there.
      for (const [i, l1] of minima.alphas.entries()) {
        expect(optimalityGap(minima.lasso[i]!, gradientOf(data)(minima.lasso[i]!), l1)).toBeLessThan(1e-8);
        expect(found[i]!.map((weight) => weight === 0)).toEqual(
          minima.lasso[i]!.map((weight) => weight === 0),
        );
      }
    },
  );
  test("the table of wages is the file's, and its minima are those of Lasso and Ridge", async () => {
    const { train } = await wages(3, 534);
    solved({ ...train, x: train.x.map((row) => row.slice(0, 1 + real)) }, oracle.wages);
  });
});

describe("PyTorch", () => {
  test.each(oracle.thresholds)("softshrink at $threshold", ({ threshold, values, softened }) => {
    near(
      values.map((value) => softThreshold(value, threshold)),
      softened,
    );
  });
  const adamRule = (): Rule => {
    let [m, v, t] = [[] as Vector, [] as Vector, 0];
    return (gradient, learningRate) => {
      t++;
      const next = gradient.map((g, j) =>
        adam.rule.step(numbers, { ...adam.rule.hyper, g, p: 0, m: m[j] ?? 0, v: v[j] ?? 0, t, learningRate }),
      );
      [m, v] = [next.map((each) => each.m), next.map((each) => each.v)];
      return next.map(({ update }) => update);
    };
  };
  const steps: Readonly<Record<string, (decay: number) => readonly Step[]>> = {
    SGD: (l2) => [withPenalty(descent, { l1: 0, l2 }), withDecay(descent, l2)],
    Adam: (l2) => [withPenalty(adamRule(), { l1: 0, l2 })],
    AdamW: (decay) => [withDecay(adamRule(), decay)],
  };
  test.each(oracle.steps)("$optimizer with weight decay", ({ optimizer, weightDecay, theta, ...run }) => {
    for (const step of steps[optimizer]!(weightDecay)) {
      let place = theta;
      for (const [t, rate] of run.rates.entries()) {
        place = step(place, run.gradients[t]!, rate);
        near(place, run.places[t]!, 1e-12);
      }
    }
  });
});

describe("the packages", () => {
  const theta = [4, 1.5, -0.25, 0, 2];
  test("the penalty is elasticNet", async () => {
    const both = elasticNet(0.3, 0.7);
    const weights = tensor(theta.slice(1), { dtype: "float64" });
    near([penalty(theta, { l1: 0.3, l2: 0.7 })], [await both(weights).item()]);
    near(penaltyGradient(theta, { l1: 0.3, l2: 0.7 }), [
      0,
      ...(await grad((w: Tensor) => both(w))(weights).data()),
    ]);
  });
  test("the proximal step is gradientDescent with proximalL1", async () => {
    const gradient = [1, -0.5, 0.25, 0.4, 9];
    const learningRate = 0.2;
    const optimizer = chain(gradientDescent({ learningRate }), proximalL1({ lambda: 1.5, learningRate }));
    const [weights, slopes] = [theta, gradient].map((list) => tensor(list.slice(1), { dtype: "float64" }));
    const [updates] = optimizer.update(slopes!, optimizer.init(weights!), weights!, 0);
    const next = withProximal(descent, 1.5)(theta, gradient, learningRate);
    near(next, [theta[0]! - learningRate * gradient[0]!, ...(await apply(weights!, updates).data())]);
  });
});

describe("the derivations", () => {
  /** The lowest point of a function on a fine grid. */
  const lowest = (f: (w: number) => number): number => {
    let best = -6;
    for (let i = -60_000; i <= 60_000; i++) if (f(i / 1e4) < f(best)) best = i / 1e4;
    return best;
  };
  test("one weight: L2 divides, L1 subtracts, and prox is the soft threshold at ηλ₁", () => {
    for (const a of [-3, -0.7, 0.4, 2.5]) {
      expect(lowest((w) => (w - a) ** 2 / 2 + (0.5 / 2) * w * w)).toBeCloseTo(a / 1.5, 4);
      expect(lowest((w) => (w - a) ** 2 / 2 + 0.9 * Math.abs(w))).toBeCloseTo(softThreshold(a, 0.9), 4);
      expect(lowest((w) => (w - a) ** 2 / 0.4 + 3 * Math.abs(w))).toBeCloseTo(softThreshold(a, 0.2 * 3), 4);
    }
  });
  test("descent with L2 multiplies by 1 − ηλ₂, and is descent with decay", () => {
    const [theta, gradient] = [
      [1, 2, -3],
      [0.5, 0.25, 4],
    ];
    const right = theta.map((place, j) => (j === 0 ? 1 : 1 - 0.2 * 0.7) * place - 0.2 * gradient[j]!);
    near(withPenalty(descent, { l1: 0, l2: 0.7 })(theta, gradient, 0.2), right);
    near(withDecay(descent, 0.7)(theta, gradient, 0.2), right);
  });
  test("the closed form: the penalised loss has no slope there, and rises in every direction", async () => {
    const { train } = await wages(1, 100);
    const theta = ridge(train, 0.4);
    const slopes = gradientOf(train)(theta).map((slope, j) => slope + (j === 0 ? 0 : 0.4 * theta[j]!));
    near(
      slopes,
      slopes.map(() => 0),
      0,
    );
  });
  test("the gradient is that of the loss, by differences", async () => {
    const { train } = await wages(2, 50);
    const at = train.x[0]!.map((_, j) => Math.sin(j));
    const loss = lossOf(train);
    const slopes = at.map((_, j) => {
      const moved = (by: number): Vector => at.map((place, k) => (j === k ? place + by : place));
      return (loss(moved(1e-4)) - loss(moved(-1e-4))) / 2e-4;
    });
    const right = gradientOf(train)(at);
    slopes.forEach((slope, j) => expect(Math.abs(slope - right[j]!)).toBeLessThan(1e-6));
  });
  test("where the proximal step rests, the conditions hold, whatever the rate", () => {
    const gradient = (theta: Vector): Vector => [theta[0]! - 1, theta[1]! - 3, theta[2]! - 0.5];
    for (const rate of [0.9, 0.3]) {
      let theta = [0, 0, 0];
      for (let step = 0; step < 400; step++) theta = withProximal(descent, 0.8)(theta, gradient(theta), rate);
      near(theta, [1, 2.2, 0], 1e-9);
      expect(optimalityGap(theta, gradient(theta), 0.8)).toBeLessThan(1e-12);
    }
    // With a threshold that is not multiplied by the rate, the penalty is λ₁/η.
    let theta = [0, 0, 0];
    for (let step = 0; step < 400; step++)
      theta = descentOf(theta, gradient(theta), 0.5).map((z, j) => (j === 0 ? z : softThreshold(z, 0.8)));
    near(theta, [1, 3 - 0.8 / 0.5, 0], 1e-9);
  });
  const descentOf = (theta: Vector, gradient: Vector, rate: number): Vector => {
    const update = descent(gradient, rate);
    return theta.map((place, j) => place + update[j]!);
  };
  test("at the largest slope all weights are 0, and a little below one is not", async () => {
    const { train } = await wages(5, 200);
    const [largest] = lambdasFor(train, 2);
    const counts = lasso(train, [largest! * 1.0001, largest! * 0.99], 1e-6).map(
      ({ theta }) => theta.slice(1).filter((weight) => weight !== 0).length,
    );
    expect(counts).toEqual([0, 1]);
  });
  test("Adam at rest on a slope without noise: an update of −λθ needs a slope of about ε", () => {
    // m̂ = g and v̂ = g², so the update is −ηg/(|g| + ε).
    const [epsilon, share] = [1e-8, 0.35];
    const g = (epsilon * share) / (1 - share);
    near([g / (g + epsilon)], [share], 1e-9);
  });
});
