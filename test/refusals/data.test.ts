import * as data from "@downhill/data";
import * as batchesEntry from "@downhill/data/batches";
import * as fashionEntry from "@downhill/data/fashion-mnist";
import { key, type Key } from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const images = data.dataset({
  x: Float32Array.from({ length: 96 }, (_, i) => i / 96),
  shape: [4, 4, 1],
  y: Int32Array.of(0, 1, 0, 1, 2, 2),
});
const set = data.dataset({
  x: Float32Array.from({ length: 12 }, (_, i) => i),
  shape: [2],
  y: Int32Array.of(0, 1, 0, 1, 0, 1),
});
const table = data.table({
  a: [1, 2, 3, 4, null, 6],
  b: ["x", "y", "x", "y", "x", "y"],
  c: [1, 2, 3, 4, 5, 6],
});
const whole = data.select(table, ["b", "c"]);
const training = data.trainingPart(whole);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const idx = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
const file: data.TensorFile = {
  tensors: new Map([["w", { dtype: "float32", shape: [2], data: Float32Array.of(1, 2) }]]),
  metadata: {},
};
const wav = (): Uint8Array => {
  const view = new DataView(new ArrayBuffer(48));
  for (const [at, word] of [
    [0, "RIFF"],
    [8, "WAVE"],
    [12, "fmt "],
    [36, "data"],
  ] as const)
    for (const [i, c] of word.split("").entries()) view.setUint8(at + i, c.charCodeAt(0));
  for (const [at, value] of [
    [4, 40],
    [16, 16],
    [24, 8000],
    [28, 16000],
    [40, 4],
  ] as const)
    view.setUint32(at, value, true);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    view.setUint16(at, value, true);
  return new Uint8Array(view.buffer);
};
const encoded = await data.encodeSafetensors(file);
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="),
  (c) => c.charCodeAt(0),
);
const images3 = data.rows(images);
const augmented = (make: unknown, ...args: readonly unknown[]): Sample => [
  (batch: typeof images3, key: Key, ...given: never[]) =>
    (make as (...args: never[]) => data.Augmentation)(...given)(batch, key),
  images3,
  key(0),
  ...args,
];
/** A recipe's training part and the rows it is then applied to, and its arguments. */
const fitted = (make: unknown, use: string, ...args: readonly unknown[]): Sample => [
  (train: typeof training, rows: typeof whole, ...given: never[]) => {
    const made = (
      make as (...args: never[]) => data.Unfitted<never, Record<string, (rows: unknown) => unknown>>
    )(...given);
    return made.fit(train as never)[use]!(rows);
  },
  training,
  whole,
  ...args,
];
/** The first few of what may be endless. */
function first<T>(all: Iterable<T>): T[] {
  const found: T[] = [];
  for (const each of all) if (found.push(each) === 9) break;
  return found;
}
async function list<T>(pipeline: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of pipeline) if (found.push(each) === 9) break;
  return found;
}
const piped = (use: string, ...args: readonly unknown[]): Sample => [
  (...given: never[]) =>
    list(
      (
        data.pipeline([1, 2, 3, 4]) as unknown as Record<string, (...args: never[]) => data.Pipeline<unknown>>
      )[use]!(...given).take(9),
    ),
  ...args,
];
const labels = data.labelEncoder("b").fit(training);
const oneHots = data.oneHot(["b"]).fit(training);
const scaled = data.standardise({ columns: ["c"] }).fit(training);

const samples: Readonly<Record<string, Sample>> = {
  batches: [
    (from: typeof set, options: never, step: number) => first(data.batches(from, options).from(step)),
    set,
    { size: 2, key: key(0), epochs: 2, dropLast: true, flat: true },
    1,
  ],
  toTensors: [data.toTensors, data.rows(set)],
  dataset: [data.dataset, { x: new Float32Array(4), shape: [2], y: new Int32Array(2), scale: 1 }],
  rows: [data.rows, set, { at: [0, 1], flat: true }],
  take: [data.take, set, [0, 1]],
  readCsv: [
    data.readCsv,
    text("a,b\n1,x\n2,y\n"),
    { file: "a.csv", columns: { a: "number" }, missing: ["NA"], delimiter: "," },
  ],
  readIdx: [data.readIdx, idx, { file: "x" }],
  readJsonLines: [data.readJsonLines, text('{"a":1}\n'), { file: "x" }],
  readPng: [data.readPng, png, { file: "x" }],
  readSafetensors: [data.readSafetensors, encoded, { file: "x" }],
  readWav: [data.readWav, wav(), { file: "x" }],
  encodeSafetensors: [data.encodeSafetensors, file],
  fromRecords: [data.fromRecords, [{ a: 1 }, { a: 2 }]],
  crop: augmented(data.crop, { size: [2, 2], padding: 1, fill: 0 }),
  cutout: augmented(data.cutout, { size: 2, fill: 0 }),
  flip: augmented(data.flip, { probability: 1, axis: "vertical" }),
  mixup: augmented(data.mixup, { alpha: 0.2, classes: 3 }),
  noise: augmented(data.noise, { deviation: 1 }),
  shift: augmented(data.shift, { by: 1, fill: 0 }),
  dropDuplicates: [data.dropDuplicates, table, { columns: ["a"] }],
  dropMissing: [data.dropMissing, table, { columns: ["a"] }],
  fillMissing: fitted(data.fillMissing, "clean", { c: "mean" }),
  outliers: fitted(data.outliers, "clean", { columns: ["c"], by: "iqr", factor: 1.5, action: "clip" }),
  labelEncoder: fitted(data.labelEncoder, "transform", "b"),
  minMax: fitted(data.minMax, "transform", { columns: ["c"], range: [0, 1] }),
  oneHot: fitted(data.oneHot, "transform", ["b"], { unseen: "zeros" }),
  ordinal: fitted(data.ordinal, "transform", ["b"], { order: { b: ["x", "y"] }, unseen: "missing" }),
  robust: fitted(data.robust, "transform", { columns: ["c"], quantiles: [0.2, 0.8] }),
  standardise: fitted(data.standardise, "transform", { columns: ["c"] }),
  restoreCleaner: [data.restoreCleaner, data.fillMissing({ c: "mean" }).fit(training).state],
  restoreEncoder: [data.restoreEncoder, labels.state],
  restoreScaler: [data.restoreScaler, scaled.state],
  "restoreEncoder of columns": [(state: never) => data.restoreEncoder(state), oneHots.state],
  "a label encoder's decode": [labels.decode, [0, 1]],
  "a label encoder's encode": [labels.encode, ["x", "y"]],
  "a label encoder's transform": [labels.transform, whole],
  "a label encoder's inverse": [labels.inverse, labels.transform(whole)],
  "an encoder's inverse": [oneHots.inverse, oneHots.transform(whole)],
  "a scaler's inverse": [scaled.inverse, whole],
  interleave: [(...all: never[]) => list(data.interleave(...all)), data.pipeline([1]), data.pipeline([2])],
  zip: [(...all: never[]) => list(data.zip(...all)), data.pipeline([1]), data.pipeline([2])],
  pipeline: [
    (source: never, options: never) => list(data.pipeline(source, options)),
    () => [1, 2],
    { seekable: false },
  ],
  map: piped("map", (x: number) => x + 1),
  augment: [
    (key: never, fn: never) => list(data.pipeline(set).batch(2).map(data.join).augment(key, fn)),
    key(0),
    (batch: unknown) => batch,
  ],
  filter: piped("filter", (x: number) => x > 1),
  shuffle_: piped("shuffle", { buffer: 2, key: key(0) }),
  batch: piped("batch", 2, { dropLast: true }),
  repeat: piped("repeat", 2),
  prefetch: piped("prefetch", 2),
  "a pipeline's take": piped("take", 2),
  skip: piped("skip", 2),
  walk: [(from: never) => data.pipeline([1, 2]).walk(from).next(), undefined],
  byStep: [
    (pipeline: never, from: never, step: number) => data.byStep(pipeline, from).batchAt(step),
    data.pipeline([1, 2]),
    undefined,
    0,
  ],
  join: [data.join, [data.rows(set, { at: [0] })]],
  folds: [data.folds, set, { k: 2, key: key(0), by: data.stratified() }],
  split: [data.split, set, { test: 0.3, validation: 0.3, key: key(0) }],
  "split by fractions": [data.split, set, { fractions: [0.5, 0.5], key: key(0) }],
  grouped: [(by: never) => data.split(whole, { test: 0.5, key: key(0), by: data.grouped(by) }), "b"],
  ordered: [(by: never) => data.split(whole, { test: 0.5, by: data.ordered(by) }), "c"],
  stratified: [(by: never) => data.split(whole, { test: 0.5, key: key(0), by: data.stratified(by) }), "b"],
  "a rule's deal": [data.grouped("b").deal, whole, [0.5, 0.5], key(0)],
  "an ordered rule's deal": [data.ordered("c").deal, whole, [0.5, 0.5]],
  trainingPart: [data.trainingPart, whole],
  shuffle: [data.shuffle, set, key(0)],
  columnOf: [data.columnOf, table, "a"],
  distinct: [data.distinct, table, "b"],
  numbersOf: [data.numbersOf, table, "a"],
  select: [data.select, table, ["a"]],
  table: [data.table, { a: [1, 2], b: ["x", "y"] }],
  takeRows: [data.takeRows, table, [0, 1]],
  textsOf: [data.textsOf, table, "b"],
  toDataset: [data.toDataset, whole, { x: ["c"], y: "b", classes: ["x", "y"] }],
  fashionMnist: [data.fashionMnist, { split: "nothing" }],
  cpsWages: [data.cpsWages],
  iris: [data.iris],
  mobyDick: [data.mobyDick],
  penguins: [data.penguins],
  stateOfTheUnion: [data.stateOfTheUnion],
};

test("every function of the package is walked", () => {
  const functions = { ...data, ...batchesEntry, ...fashionEntry };
  expect(Object.keys(functions).filter((name) => name !== "DataError" && !(name in samples))).toEqual([]);
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  // The elements of a pipeline are the caller's, NaN too.
  expect(
    await faults(name, sample, { nan: () => name === "pipeline", valid: name !== "fashionMnist" }),
  ).toEqual([]);
});
