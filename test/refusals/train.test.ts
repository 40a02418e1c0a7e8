import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dataset } from "@downhill/data";
import * as nn from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import { onPlateau } from "@downhill/schedules";
import { key, square, sum, type Tensor, tensor } from "@downhill/tensor";
import * as training from "@downhill/train";
import * as searching from "@downhill/train/search";
import * as terminal from "@downhill/train/terminal";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const folder = mkdtempSync(path.join(tmpdir(), "downhill-refusals-"));
const set = dataset({
  x: Float32Array.from({ length: 12 }, (_, i) => i / 12),
  shape: [2],
  y: Int32Array.of(0, 1, 0, 1, 0, 1),
});
const model = nn.dense(2, 2);
const history = [{ step: 1, loss: 0.5, metrics: { accuracy: 1 } }];
const curve = [
  [0, 1],
  [1, 0.5],
] as const;
const texts = { title: "t", description: "d" };
const params = { w: tensor([1, 2]) };
const optimizer = adam();
const saved = path.join(folder, "saved.safetensors");
const run = { params, state: optimizer.init(params), step: 3 };
await training.saveCheckpoint(saved, run, { optimizer });
const report = await training.costReport(
  model,
  { x: tensor([[1, 2]]), y: tensor([1], { dtype: "int32" }) },
  { loss: nn.softmaxCrossEntropy, optimizer: gradientDescent() },
);
const space = { rate: searching.uniform(0, 1) };
const found = await searching.search(space, ({ rate }: { rate: number }) => rate, {
  strategy: searching.random({ trials: 2 }),
});
const range = {
  points: [
    { rate: 0.1, loss: 1, smoothed: 1 },
    { rate: 1, loss: 0.5, smoothed: 0.6 },
  ],
  suggestion: 0.1,
  lowest: 1,
  diverged: false,
};
const how = { k: 2, key: key(0) };
const validated = await searching.crossValidate(set, how, () => ({ loss: 1 }));
const bytes = await training.encodeSafetensors({
  tensors: new Map([["w", { dtype: "float32", shape: [1], data: Float32Array.of(1) }]]),
  metadata: {},
});
const loss = (p: typeof params) => sum(square(p.w));

const samples: Readonly<Record<string, Sample>> = {
  curveOf: [training.curveOf, history, "accuracy"],
  curveCsv: [training.curveCsv, history],
  curveSvg: [training.curveSvg, { a: curve }, texts],
  evaluate: [training.evaluate, (x: Tensor) => x, set, {}],
  costReport: [
    training.costReport,
    model,
    { x: tensor([[1, 2]]), y: tensor([1], { dtype: "int32" }) },
    { loss: nn.softmaxCrossEntropy, optimizer: gradientDescent() },
  ],
  showCostReport: [training.showCostReport, report, { language: "en" }],
  eventFiles: [(where: string) => training.eventFiles(where), folder],
  feedbackRate: [training.feedbackRate, onPlateau(), { start: 0.1, by: "loss", name: "rate" }],
  saveCheckpoint: [
    (given: never, described: never) => training.saveCheckpoint(path.join(folder, "other"), given, described),
    run,
    { optimizer, about: { a: "b" } },
  ],
  "saveCheckpoint's path": [
    (where: string) => training.saveCheckpoint(where, run, { optimizer }),
    path.join(folder, "x"),
  ],
  loadCheckpoint: [training.loadCheckpoint, saved, { params, optimizer, about: {} }],
  checkpoints: [
    training.checkpoints,
    path.join(folder, "many"),
    { last: 2, best: { by: "loss", count: 1, mode: "min" } },
  ],
  "a folder's save": [
    async (given: never, described: never) =>
      (await training.checkpoints(path.join(folder, "many"))).save(given, described),
    run,
    { optimizer },
  ],
  "a folder's newest": [
    async (like: never) => (await training.checkpoints(path.join(folder, "one"))).newest(like),
    { params, optimizer },
  ],
  "a folder's at": [
    async (like: never, step: number) =>
      (await training.checkpoints(path.join(folder, "one"))).at(step, like),
    { params, optimizer },
    3,
  ],
  decodeSafetensors: [training.decodeSafetensors, bytes, "x"],
  encodeSafetensors: [training.encodeSafetensors, { tensors: new Map(), metadata: {} }],
  disposeTree: [training.disposeTree, { a: 1 }],
  fit: [
    training.fit,
    model,
    set,
    { loss: nn.softmaxCrossEntropy, optimizer: gradientDescent(), epochs: 1, batchSize: 3, seed: 1 },
  ],
  train: [
    (options: never) => training.train(options),
    { params, optimizer: gradientDescent(), loss, batchAt: () => null, steps: 2, every: 1 },
  ],
  search: [
    searching.search,
    space,
    ({ rate }: { rate: number }) => rate,
    { strategy: searching.random({ trials: 2 }), seed: 1, mode: "min" },
  ],
  choice: [searching.choice, [1, 2]],
  int: [searching.int, 1, 3],
  logUniform: [searching.logUniform, 0.1, 1],
  uniform: [searching.uniform, 0, 1],
  "a range's at": [searching.uniform(0, 1).at, 0.5],
  "a range's spread": [searching.uniform(0, 1).spread, 3],
  grid: [searching.grid, { points: 2, budget: 3 }],
  halving: [searching.halving, { trials: 4, total: 8, factor: 2 }],
  hyperband: [searching.hyperband, { most: 9, factor: 3 }],
  random: [searching.random, { trials: 2, budget: 3 }],
  "a strategy's brackets": [searching.random({ trials: 2 }).brackets, space, key(0)],
  searchSvg: [searching.searchSvg, found, "rate", texts],
  showSearch: [searching.showSearch, found, { language: "en", rows: 2 }],
  rateRange: [
    searching.rateRange,
    model,
    set,
    { loss: nn.softmaxCrossEntropy, optimizer: adam, steps: 4, low: 1e-4, high: 1 },
  ],
  rateRangeSvg: [searching.rateRangeSvg, range, texts],
  compareOnFolds: [searching.compareOnFolds, set, how, { a: () => ({ loss: 0 }), b: () => ({ loss: 1 }) }],
  crossValidate: [searching.crossValidate, set, how, () => ({ loss: 0 })],
  showFolds: [searching.showFolds, validated, { language: "en" }],
  progressBar: [terminal.progressBar, { language: "en" }],
  terminalCurve: [terminal.terminalCurve, { a: curve }, { height: 5, width: 20 }],
};

test("every function of the package is walked", () => {
  const functions = Object.keys({ ...training, ...searching, ...terminal }).filter(
    (name) => !name.endsWith("Error"),
  );
  expect(functions.filter((name) => !(name in samples))).toEqual([]);
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  // What is chosen from is the caller's, and a share that is not a number has no value.
  expect(
    await faults(name, sample, {
      nan: () => /choice|range's at/.test(name),
      // A folder without checkpoints, and a loss that ends the search of a rate.
      valid: name !== "a folder's at" && name !== "rateRange",
    }),
  ).toEqual([]);
});
