import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  cpsWages,
  dataset,
  fashionMnist,
  fillMissing,
  flip,
  join,
  labelEncoder,
  mixup,
  mobyDick,
  numbersOf,
  oneHot,
  ordered,
  penguins,
  pipeline,
  rows,
  shift,
  split,
  standardise,
  stratified,
  type Table,
  toDataset,
  toTensors,
} from "@downhill/data";
import {
  accuracy,
  activation,
  batchNorm,
  confusionMatrix,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  heNormal,
  meanSquaredError,
  perplexity,
  relu,
  rSquared,
  sequential,
  softmaxCrossEntropy,
} from "@downhill/nn";
import { adam, momentum } from "@downhill/optimizers";
import { cosine } from "@downhill/schedules";
import { cast, device, key, reference, reshape, useBackend } from "@downhill/tensor";
import { type Callback, evaluate, fit } from "@downhill/train";
import { expect, onTestFinished, test } from "vitest";

/** The road of a practitioner through all packages, from a raw set to a figure that can be checked. */

test(
  "penguins: gaps filled, three species told apart, and a run that crashed ends as if it had not",
  { timeout: 60_000 },
  async () => {
    using _ = useBackend(reference);
    const raw = await penguins();
    const parts = split(raw, { validation: 0.2, test: 0.2, key: key(1), by: stratified("species") });

    // Whatever learns from data learns from the training part.
    const measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
    const means = Object.fromEntries(measures.map((name) => [name, "mean" as const]));
    const filler = fillMissing({ ...means, sex: "mode" }).fit(parts.train);
    const { table: whole, report } = filler.clean(parts.train);
    expect(report.describe()).toMatch(/^\d cells changed in 206 rows: \d in "sex" to (fe)?male\.$/);
    const scaler = standardise({ columns: measures }).fit(whole);
    const bits = oneHot(["island", "sex"]).fit(whole);
    const species = labelEncoder("species").fit(whole);
    const x = bits.transform(whole).names.filter((name) => name !== "species");
    const prepared = <T extends Table>(part: T) =>
      toDataset(bits.transform(scaler.transform(filler.clean(part).table)), {
        x,
        y: "species",
        classes: species.state.classes as string[],
      });
    const [train, validation, unseen] = [parts.train, parts.validation, parts.test].map(prepared);

    const model = sequential(dense(x.length, 16), batchNorm(16), relu, dropout(0.1), dense(16, 3));
    const folder = mkdtempSync(path.join(tmpdir(), "downhill-road-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const data = pipeline(train!)
      .shuffle({ buffer: 100, key: key(2) })
      .batch(32)
      .map(join)
      .repeat();
    const options = {
      loss: softmaxCrossEntropy,
      metrics: { accuracy },
      optimizer: adam({ learningRate: 0.02 }),
      steps: 150,
      validation: validation!,
      validateEvery: 10,
      earlyStopping: { patience: 4 },
    };
    const checkpoints = { folder, every: 7, last: 2, best: { by: "validation.loss" } };
    const powerCut: Callback = {
      name: "power cut",
      step({ step }) {
        if (step === 25) throw new Error("dark");
      },
    };
    const cut = fit(model, data, { ...options, checkpoints, callbacks: [powerCut] });
    await expect(cut).rejects.toThrow(/failed at the moment "step" after 25 steps \(dark\).*\(step 21\)/);
    const run = await fit(model, data, { ...options, checkpoints, resume: true });
    const uncut = await fit(model, data, options);
    expect(run.history).toEqual(uncut.history);
    expect([run.stoppedBy, run.bestStep]).toEqual([uncut.stoppedBy, uncut.bestStep]);

    const predict = (points: Parameters<typeof model.apply>[1]) => model.apply(run.params, points);
    expect(await evaluate(predict, unseen!)).toBeGreaterThanOrEqual(0.97);
    const test = toTensors(rows(unseen!));
    const confusion = [...(await confusionMatrix(predict(test.x), test.y).data())];
    expect(confusion).toHaveLength(9);
    expect(confusion.reduce((sum, count) => sum + count)).toBe(unseen!.size);
  },
);

test("wages: gradient descent finds the least-squares solution", { timeout: 60_000 }, async () => {
  using _ = useBackend(reference);
  const wages = await cpsWages();
  const { train, test } = split(wages, { test: 0.2, key: key(0), by: stratified("union") });
  const scaler = standardise({ columns: ["education", "experience"] }).fit(train);
  const bits = oneHot(["gender"]).fit(train);
  const x = ["education", "experience", "union", "south", "gender=male"];
  const prepared = <T extends Table>(part: T) =>
    toDataset(bits.transform(scaler.transform(part)), { x, y: "wage" });
  const [seen, unseen] = [prepared(train), prepared(test)];

  const oneNumber = activation("one number", (y) => reshape(y, [y.shape[0]!]));
  const model = sequential(dense(x.length, 1), oneNumber);
  const run = await fit(model, seen, {
    loss: meanSquaredError,
    metrics: { rSquared },
    optimizer: momentum({ learningRate: 0.1 }),
    batchSize: seen.size,
    steps: 600,
    validation: unseen,
    validateEvery: 600,
  });

  const [{ w, b }] = run.params;
  const found = [...(await w.data()), ...(await b.data())];
  const exact = leastSquares(seen.x, numbersOf(train, "wage") as readonly number[]);
  found.forEach((value, i) => expect(value).toBeCloseTo(exact[i]!, 6));
  // The whole validation set's, not a mean of its batches'.
  const predicted = Array.from(unseen.y, (__, i) =>
    x.reduce((sum, ___, j) => sum + exact[j]! * unseen.x[i * x.length + j]!, exact.at(-1)!),
  );
  const mean = unseen.y.reduce((sum, y) => sum + y) / unseen.size;
  const [left, total] = [
    predicted.reduce((sum, value, i) => sum + (unseen.y[i]! - value) ** 2, 0),
    unseen.y.reduce((sum, y) => sum + (y - mean) ** 2, 0),
  ];
  expect(run.history.at(-1)!.metrics["validation.rSquared"]).toBeCloseTo(1 - left / total, 6);
  expect(1 - left / total).toBeGreaterThan(0.1);
});

/** The solution of $A^\top A\theta = A^\top y$, where $A$ is $x$ with a column of ones, by elimination with pivots. */
function leastSquares(x: ArrayLike<number>, y: readonly number[]): readonly number[] {
  const width = x.length / y.length;
  const a = y.map((_, i) => [...Array.from({ length: width }, (__, j) => x[i * width + j]!), 1]);
  const m = Array.from({ length: width + 1 }, (_, j) => [
    ...Array.from({ length: width + 1 }, (__, k) => a.reduce((sum, row) => sum + row[j]! * row[k]!, 0)),
    a.reduce((sum, row, i) => sum + row[j]! * y[i]!, 0),
  ]);
  for (let j = 0; j <= width; j++) {
    const pivot = m.slice(j).reduce((best, row) => (Math.abs(row[j]!) > Math.abs(best[j]!) ? row : best));
    m.splice(m.indexOf(pivot), 1);
    m.splice(j, 0, pivot);
    for (const row of m) {
      if (row === pivot) continue;
      const factor = row[j]! / pivot[j]!;
      pivot.forEach((value, k) => (row[k]! -= factor * value));
    }
  }
  return m.map((row, j) => row.at(-1)! / row[j]!);
}

test(
  "Moby-Dick: a model of pairs of letters is less undecided than one of letters",
  { timeout: 60_000 },
  async () => {
    using _ = useBackend(await device("wasm"));
    const text = (await mobyDick()).text.slice(100_000, 160_000);
    const letters = [...new Set(text)].sort();
    const tokens = Uint8Array.from(text, (letter) => letters.indexOf(letter));
    const pairs = dataset({ x: tokens.slice(0, -1), shape: [], y: Int32Array.from(tokens.slice(1)) });
    const { train, test } = split(pairs, { test: 0.1, by: ordered() });

    const numbers = activation("token numbers", (x) => cast(x, "int32"));
    const model = sequential(numbers, embedding(letters.length, letters.length));
    const run = await fit(model, train, {
      loss: softmaxCrossEntropy,
      metrics: { perplexity },
      optimizer: adam({ learningRate: cosine(0.5, 80) }),
      batchSize: 1024,
      steps: 80,
      validation: test,
      validateEvery: 80,
    });

    const { metrics } = run.history.at(-1)!;
    expect(metrics["validation.perplexity"]).toBeCloseTo(Math.exp(metrics["validation.loss"]!), 3);
    const letterwise = letters.map((__, k) => (countIn(train.y, k) + 1) / (train.size + letters.length));
    const undecided = Math.exp(-test.y.reduce((sum, k) => sum + Math.log(letterwise[k]!), 0) / test.size);
    expect(metrics["validation.perplexity"]).toBeLessThan(0.7 * undecided);
  },
);

const countIn = (values: ArrayLike<number>, wanted: number): number =>
  Array.from(values).filter((value) => value === wanted).length;

test(
  "Fashion-MNIST: a small convolution on images that are mirrored, shifted and mixed",
  { timeout: 60_000 },
  async () => {
    using _ = useBackend(await device("wasm"));
    const images = await fashionMnist({ split: "train" });
    const scaler = standardise({ per: "all" }).fit(images);
    const unseen = scaler.transform(await fashionMnist({ split: "test" }));
    const data = pipeline(scaler.transform(images))
      .shuffle({ buffer: images.size, key: key(0) })
      .batch(64)
      .map(join)
      .augment(key(1), flip())
      .augment(key(2), shift({ by: 2 }))
      .augment(key(3), mixup({ alpha: 0.2, classes: 10 }))
      .repeat();

    const oneChannel = activation("one channel", (x) => reshape(x, [...x.shape, 1]));
    const filters = conv2d(1, 8, { size: 5, strides: 2, init: heNormal });
    const model = sequential(oneChannel, filters, relu, flatten, dense(12 * 12 * 8, 10));
    const run = await fit(model, data, {
      loss: softmaxCrossEntropy,
      optimizer: adam({ learningRate: cosine(0.005, 100) }),
      steps: 100,
    });
    expect(await evaluate((x) => model.apply(run.params, x), unseen, { flat: false })).toBeGreaterThan(0.72);
  },
);
