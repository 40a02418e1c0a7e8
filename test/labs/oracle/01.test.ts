import { readFileSync } from "node:fs";
import path from "node:path";
import { grad, valueAndGrad } from "@downhill/autograd";
import { meanSquaredError, softmaxCrossEntropy } from "@downhill/nn";
import { mean, reshape, softmax as packaged, square, sub, type Tensor, tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/01-losses/key/solution.ts";

/*
 * Lab 01's solution against PyTorch (losses.json, confirmed by optax; lab-01.json at the ends of the number line), against
 * its own central differences and the packages' losses; the lesson's derivations at random points, and its
 * numbers. Its tables and programs: lessons/01.test.ts.
 */
const { binaryCrossEntropy, crossEntropy, crossEntropyGradient, mse, mseGradient, slopes, softmax } =
  solution;
type Vector = solution.Vector;

const root = path.resolve(import.meta.dirname, "../../..");
type Told = number | string | readonly Told[];
interface Case {
  readonly numbers: Told;
  readonly right: Vector;
  readonly loss: Told;
  readonly gradient: Told;
}
const read = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, "test/oracles", `${name}.json`), "utf8"));
const words: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
const meant = (told: Told): unknown =>
  Array.isArray(told) ? told.map(meant) : typeof told === "string" ? words[told] : told;

// Sums of at most 30 terms in another order: 1e-16 each.
const near = (actual: unknown, right: unknown, within = 1e-12): void => {
  const [got, wanted] = [[actual].flat(2) as Vector, [right].flat(2) as Vector];
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    if (Number.isFinite(value))
      expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(value)));
    else expect(got[i]).toBe(value);
};

type Loss = (numbers: never, right: Vector) => number;
type Gradient = (numbers: never, right: Vector) => Vector | solution.Matrix;
const pairs: Readonly<Record<string, readonly [Loss, Gradient]>> = {
  meanSquaredError: [mse, mseGradient],
  binaryCrossEntropyWithLogits: [binaryCrossEntropy, solution.binaryCrossEntropyGradient],
  softmaxCrossEntropyWithLogits: [crossEntropy, crossEntropyGradient],
};

interface Ordinary {
  readonly name: string;
  readonly title: string;
  readonly inputs: Readonly<Record<string, Told>>;
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Told>>;
}
/** This lab's labels are classes; and its squared and binary losses take lists, not matrices. */
const ordinary = (read("losses") as { cases: readonly Ordinary[] }).cases.filter(
  ({ name, title, inputs }) =>
    !title.startsWith("probabilities") &&
    (name.startsWith("softmax") || !Array.isArray((inputs["target"] as Told[])[0])),
);

test.each(ordinary)("$name, $title: loss and gradient are PyTorch's", ({ name, inputs, loss, gradients }) => {
  const [lossOf, gradientOf] = pairs[name]!;
  const numbers = inputs["prediction"] ?? inputs["logits"];
  const right = inputs["target"] as Vector;
  near(lossOf(numbers as never, right), loss);
  near(gradientOf(numbers as never, right), Object.values(gradients)[0]);
});

const ends = read("lab-01") as {
  readonly softmax: readonly { readonly row: Told; readonly p: Told }[];
  readonly crossEntropy: readonly Case[];
  readonly binaryCrossEntropy: readonly Case[];
  readonly empty: Readonly<Record<"mse" | "binaryCrossEntropy" | "crossEntropy", Told>>;
};
test.each(ends.softmax)("softmax of $row is PyTorch's", ({ row, p }) =>
  near(softmax(meant(row) as Vector), meant(p)),
);
test.each(ends.crossEntropy)(
  "cross-entropy of $numbers, $right is PyTorch's",
  ({ numbers, right, loss, gradient }) => {
    near(crossEntropy(meant(numbers) as solution.Matrix, right), meant(loss));
    near(crossEntropyGradient(meant(numbers) as solution.Matrix, right), meant(gradient));
  },
);
test.each(ends.binaryCrossEntropy)(
  "binary cross-entropy of $numbers, $right is PyTorch's",
  ({ numbers, right, loss, gradient }) => {
    near(binaryCrossEntropy(meant(numbers) as Vector, right), meant(loss));
    near(solution.binaryCrossEntropyGradient(meant(numbers) as Vector, right), meant(gradient));
  },
);
test("an infinite logit costs what one of 1e300 tends to: 0 or ∞ (PyTorch says NaN where its formula is ∞ − ∞)", () => {
  expect([binaryCrossEntropy([1e300], [0]), binaryCrossEntropy([-1e300], [1])]).toEqual([1e300, 1e300]);
  expect([binaryCrossEntropy([Infinity], [0]), binaryCrossEntropy([-Infinity], [1])]).toEqual([
    Infinity,
    Infinity,
  ]);
  for (const size of [1e300, Infinity]) {
    expect(binaryCrossEntropy([size, -size], [1, 0])).toBe(0);
    expect(solution.binaryCrossEntropyGradient([size, -size], [1, 0])).toEqual([0, 0]);
  }
});
test("an empty batch is NaN, as in PyTorch; the packages refuse it", () => {
  const answers = {
    mse: mse([], []),
    binaryCrossEntropy: binaryCrossEntropy([], []),
    crossEntropy: crossEntropy([], []),
  };
  expect(answers).toEqual(
    Object.fromEntries(Object.entries(ends.empty).map(([name, value]) => [name, meant(value)])),
  );
  expect(() => meanSquaredError(tensor([]), tensor([]))).toThrow("no elements to average");
});

describe("the derivations", () => {
  const [a, b, c] = [0.37, -1.42, 2.08];
  const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
  const ln = Math.log;

  test("least squares are maximum likelihood of normal errors; the best constant is the mean", () => {
    const [y, sd] = [[1.3, -0.2, 2.1, 0.7], 0.6];
    const prediction = [a, b, c, a];
    const density = y.reduce(
      (product, each, i) =>
        (product * Math.exp(-((prediction[i]! - each) ** 2) / (2 * sd * sd))) / (sd * Math.sqrt(2 * Math.PI)),
      1,
    );
    near(-ln(density) / 4, mse(prediction, y) / (2 * sd * sd) + ln(sd * Math.sqrt(2 * Math.PI)));
    const average = y.reduce((sum, each) => sum + each) / 4;
    const constant = (value: number): number =>
      mse(
        y.map(() => value),
        y,
      );
    near(constant(a), (a - average) ** 2 + constant(average));
  });
  test("both differences of a cubic", () => {
    const [f, h] = [(x: number) => a * x ** 3 + b * x * x + c * x, 0.3];
    const [x, first, second, third] = [1.7, 3 * a * 1.7 ** 2 + 2 * b * 1.7 + c, 6 * a * 1.7 + 2 * b, 6 * a];
    near((f(x + h) - f(x)) / h, first + (h / 2) * second + (h * h * third) / 6);
    near((f(x + h) - f(x - h)) / (2 * h), first + (h * h * third) / 6);
    near(
      slopes(([at = 0]) => f(at), [x], h),
      [first + (h * h * third) / 6],
    );
  });
  test("the logit, both slopes in it, and the loss from the wrong side", () => {
    for (const z of [a, b, c, -6, 30]) {
      const p = sigma(z);
      near(ln(p / (1 - p)), z, 1e-3);
      near(
        slopes(([at = 0]) => -ln(sigma(at)), [z], 1e-5),
        [p - 1],
        1e-9,
      );
      near(
        slopes(([at = 0]) => (1 - sigma(at)) ** 2, [z], 1e-5),
        [-2 * (1 - p) * p * (1 - p)],
        1e-9,
      );
      near(ln(1 + Math.exp(z)), Math.max(z, 0) + ln(1 + Math.exp(-Math.abs(z))));
      near(binaryCrossEntropy([z], [1]), -ln(p));
      near(binaryCrossEntropy([z], [1]), Math.max(z, 0) - z + Math.log1p(Math.exp(-Math.abs(z))));
    }
  });
  test("softmax sees differences only; of two classes it is the logistic function", () => {
    near(softmax([a + 5, b + 5, c + 5]), softmax([a, b, c]));
    near(softmax([a, b])[1], sigma(b - a));
    near(softmax([a, b, c])[2], Math.exp(c) / (Math.exp(a) + Math.exp(b) + Math.exp(c)));
    near(crossEntropy([[a, b, c]], [1]), -ln(softmax([a, b, c])[1]!));
  });
  test("cross-entropy is the entropy and the divergence; of 7 in 10 it is at least 0.611", () => {
    const [q, p] = [[0.2, 0.5, 0.3], softmax([a, b, c])];
    const sum = (term: (q: number, p: number) => number): number =>
      q.reduce((all, each, k) => all + term(each, p[k]!), 0);
    near(
      sum((each, other) => -each * ln(other)),
      sum((each) => -each * ln(each)) + sum((each, other) => each * ln(each / other)),
    );
    expect((-0.7 * ln(0.7) - 0.3 * ln(0.3)).toFixed(3)).toBe("0.611");
  });
  test("every gradient is what central differences measure, and what autograd gives", async () => {
    const [logits, labels] = [
      [
        [a, b, c],
        [c, a, 0],
      ],
      [2, 0],
    ];
    const flat = (at: Vector): solution.Matrix => [at.slice(0, 3), at.slice(3)];
    near(
      crossEntropyGradient(logits, labels),
      slopes((at) => crossEntropy(flat(at), labels), logits.flat(), 1e-5),
      1e-9,
    );
    for (const row of crossEntropyGradient(logits, labels))
      near(
        row.reduce((sum, each) => sum + each),
        0,
      );
    near(
      mseGradient([a, b], [c, 1]),
      slopes((at) => mse(at, [c, 1]), [a, b], 1e-5),
      1e-9,
    );
    near(
      solution.binaryCrossEntropyGradient([a, b], [1, 0]),
      slopes((at) => binaryCrossEntropy(at, [1, 0]), [a, b], 1e-5),
      1e-9,
    );
    const classes = tensor(labels, { dtype: "int32" });
    const [loss, gradient] = valueAndGrad((z: Tensor) => softmaxCrossEntropy(z, classes))(tensor(logits));
    near(crossEntropy(logits, labels), await loss.item());
    near(crossEntropyGradient(logits, labels).flat(), [...(await gradient.data())]);
  });
  test("the gradient of the second experiment", async () => {
    const p = softmax([a, b, c]);
    const d = p.map((each, k) => 2 * (each - (k === 1 ? 1 : 0)));
    const pull = d.reduce((sum, each, k) => sum + each * p[k]!, 0);
    const squared = (z: Tensor): Tensor => mean(square(sub(packaged(z), tensor([0, 1, 0]))));
    const measured = await grad(squared)(tensor([a, b, c])).data();
    near(
      p.map((each, k) => each * (d[k]! - pull)),
      [...measured].map((each) => 3 * each),
    );
  });
  test("[n,1] against [n] would be n² differences: a perfect prediction of 1 to 5 would cost 4", async () => {
    const y = tensor([1, 2, 3, 4, 5]);
    expect(await mean(square(sub(reshape(y, [5, 1]), y))).item()).toBe(4);
    expect(() => meanSquaredError(reshape(y, [5, 1]), y)).toThrow("must have the same shape");
  });
  test("the numbers in the text", () => {
    expect(
      [Math.log(10), -Math.log10(0.1) * Math.log2(10), -ln(1e-7)].map((each) => each.toFixed(3)),
    ).toEqual(["2.303", "3.322", "16.118"]);
    expect([Math.exp(2).toFixed(2), (Math.exp(6) / 2).toFixed(0), (1 / Math.LN2).toFixed(3)]).toEqual([
      "7.39",
      "202",
      "1.443",
    ]);
    expect(0.1 + 0.2 - 0.2).toBe(0.10000000000000003);
    expect((100 * Math.sqrt((0.801 * 0.199) / 2000)).toFixed(1)).toBe("0.9");
  });
});
