import { key, type Key } from "@downhill/tensor";
import { expect, test } from "vitest";
import {
  batches,
  DataError,
  dataset,
  folds,
  join,
  mixup,
  noise,
  numbersOf,
  oneHot,
  ordered,
  ordinal,
  pipeline,
  readCsv,
  restoreScaler,
  shuffle,
  split,
  standardise,
  table,
  toDataset,
  toTensors,
  trainingPart,
  zip,
} from "./index.ts";

const csv = (text: string) => readCsv(new TextEncoder().encode(text), { file: "a.csv" });
const nothing = await csv("a,b\n");
const points = dataset({ x: Float32Array.of(1, 2, 3), shape: [1], y: Int32Array.of(0, 1, 0) });
const seed = 7 as unknown as Key;

test.each<[what: string, slip: () => unknown, answer: RegExp]>([
  ["an empty file", () => csv(""), /a\.csv: line 1: the file is empty/],
  ["blank lines", () => csv("\n\n"), /a\.csv: line 1: it does not name any column; begin the file with/],
  ["no source", () => readCsv(undefined as never), /CSV data: the source is undefined; give the file's path/],
  ["no rows to learn from", () => standardise().fit(trainingPart(nothing)), /training part has no rows/],
  ["no classes to learn", () => oneHot(["a"]).fit(trainingPart(nothing)), /training part has no rows/],
  ["no rows as a data set", () => toDataset(nothing, { x: ["a"], y: "b" }), /there are no examples/],
  [
    "two rows in folds by order",
    () => folds(table({ a: [1, 2] }), { k: 2, by: ordered() }),
    /2 rows cannot.*at least 3/,
  ],
  ["one row in folds", () => folds(table({ a: [1] }), { k: 2, key: key(0) }), /1 rows cannot.*at least 2/],
  [
    "an unknown mark for missing values",
    async () => numbersOf(await csv("a\n1\nNaN\n2\n"), "a"),
    /because it contains "NaN"; if that means missing, read the file with missing: \["", "NA", "NaN"\]/,
  ],
  [
    "NaN among the features",
    () => dataset({ x: Float32Array.of(1, 2, NaN, 4), shape: [2], y: Int32Array.of(0, 1) }),
    /row 1 of x holds NaN/,
  ],
  [
    "a number beyond float32",
    () => toDataset(table({ a: [1e39], b: [1] }), { x: ["a"], y: "b" }),
    /row 0 of x holds Infinity/,
  ],
  [
    "lists for arrays",
    () => dataset({ x: [1] as never, shape: [1], y: [0] as never }),
    /not a typed array; write Float32Array\.from/,
  ],
  [
    "a seed for a key",
    () => split(points, { test: 0.4, key: seed }),
    /split: the key is 7; make one from a seed/,
  ],
  ["no key", () => split(points, { test: 0.4 } as never), /split: the key is missing/],
  ["no key for folds", () => folds(points, { k: 2 } as never), /folds: the key is missing/],
  [
    "nothing held out",
    () => split(points, { key: key(0) } as never),
    /size of the parts is missing; give test, for example 0\.2/,
  ],
  ["a seed for batches", () => batches(points, { size: 2, key: seed }), /batches: the key is 7/],
  ["a seed to shuffle by", () => shuffle(points, seed), /shuffle: the key is 7/],
  ["a seed in a pipeline", () => pipeline([1]).shuffle({ buffer: 1, key: seed }), /shuffle: the key is 7/],
  ["a seed to augment by", () => pipeline([1]).augment(seed, (n) => n), /augment: the key is 7/],
  [
    "lists for pipelines",
    () => zip(pipeline([1]), [2] as never),
    /zip: argument 2 is not a pipeline; wrap it in pipeline/,
  ],
  [
    "a source that gives nothing",
    () =>
      pipeline(() => undefined as never)
        .walk()
        .next(),
    /return value of the source function is not iterable/,
  ],
  [
    "a number for a column",
    () => table({ a: 5 as never }),
    /table: column "a" is not a list of cells; give one/,
  ],
  ["no state", () => restoreScaler(undefined as never), /restoreScaler: this is not a scaler's state/],
  [
    "an endless noise",
    () => noise({ deviation: Infinity }),
    /noise: deviation is Infinity; give a finite number, at least 0/,
  ],
  [
    "a missing column to decode",
    () => {
      const animals = trainingPart(table({ animal: ["cat"] }));
      return ordinal(["animal"])
        .fit(animals)
        .inverse(table({ legs: [4] }));
    },
    /there is no column "animal"/,
  ],
  [
    "rows that were not joined",
    () => toTensors([points] as never),
    /not a batch.*\.batch\(64\)\.map\(join\)/,
  ],
])("%s gets a sentence with the remedy, in both languages", async (_, slip, answer) => {
  const error: unknown = await Promise.resolve()
    .then(slip)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).message).toMatch(answer);
  expect((error as DataError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
});

test("a pipeline knows whether it ends", () => {
  const [once, ever] = [pipeline([1, 2]).map((n) => n), pipeline([1, 2]).repeat().batch(2)];
  expect([
    once.endless,
    ever.endless,
    once.repeat(3).endless,
    ever.shuffle({ buffer: 2, key: key(0) }).endless,
  ]).toEqual([false, true, false, true]);
  expect([ever.take(5).endless, ever.skip(5).endless]).toEqual([false, true]);
});

test("mixed targets become tensors in their own shape", async () => {
  const mixed = pipeline(points)
    .batch(3)
    .map(join)
    .augment(key(0), mixup({ alpha: 0.5, classes: 2 }));
  for await (const batch of mixed) {
    const { x, y } = toTensors(batch);
    expect([x.shape, y.shape, y.dtype]).toEqual([[3, 1], [3, 2], x.dtype]);
  }
});
