import { isDeepStrictEqual } from "node:util";
import { key } from "@downhill/tensor";
import { expect, test } from "vitest";
import * as data from "./index.ts";

const { dataset, table, trainingPart } = data;
const set = dataset({ x: new Float32Array(4), shape: [2], y: new Int32Array(2) });
const cells = table({ a: [1, 2], b: ["x", "y"] });
const train = trainingPart(cells);
const random = { key: key(0) };

/** What a slip may put in place of a table, a data set, a batch or a list. */
const slips: readonly unknown[] = [
  undefined,
  null,
  3,
  NaN,
  "a",
  "",
  true,
  {},
  [],
  [1],
  () => 0,
  new Map(),
  Promise.resolve(set),
];

// A call for each argument; the slip replaces the argument.
const calls: Readonly<Record<string, (slip: never) => unknown>> = {
  "batches, its set": (slip) => data.batches(slip, { size: 1, ...random }),
  "batches, its options": (slip) => data.batches(set, slip),
  "rows, its set": (slip) => data.rows(slip),
  "take, its set": (slip) => data.take(slip, [0]),
  "shuffle, its set": (slip) => data.shuffle(slip, key(0)),
  toTensors: (slip) => data.toTensors(slip),
  "dataset, its fields": (slip) => data.dataset(slip),
  "dataset, its shape": (slip) => data.dataset({ x: new Float32Array(4), shape: slip, y: new Int32Array(2) }),
  "table, a column": (slip) => data.table({ a: slip }),
  "columnOf, its table": (slip) => data.columnOf(slip, "a"),
  "numbersOf, its table": (slip) => data.numbersOf(slip, "a"),
  "textsOf, its table": (slip) => data.textsOf(slip, "b"),
  "distinct, its table": (slip) => data.distinct(slip, "b"),
  "select, its table": (slip) => data.select(slip, ["a"]),
  "select, its names": (slip) => data.select(cells, slip),
  "takeRows, its table": (slip) => data.takeRows(slip, [0]),
  "takeRows, its rows": (slip) => data.takeRows(cells, slip),
  fromRecords: (slip) => data.fromRecords(slip),
  "toDataset, its table": (slip) => data.toDataset(slip, { x: ["a"], y: "a" }),
  "toDataset, x": (slip) => data.toDataset(cells, { x: slip, y: "a" }),
  "toDataset, its options": (slip) => data.toDataset(cells, slip),
  "dropMissing, its table": (slip) => data.dropMissing(slip),
  "dropDuplicates, its table": (slip) => data.dropDuplicates(slip),
  "outliers, its options": (slip) => data.outliers(slip),
  "outliers, its columns": (slip) => data.outliers({ columns: slip }).fit(train),
  "oneHot, its columns": (slip) => data.oneHot(slip).fit(train),
  "ordinal, its columns": (slip) => data.ordinal(slip).fit(train),
  "minMax, its range": (slip) => data.minMax({ range: slip, columns: ["a"] }),
  "robust, its quantiles": (slip) => data.robust({ quantiles: slip, columns: ["a"] }),
  "a fit": (slip) => data.standardise().fit(slip),
  trainingPart: (slip) => data.trainingPart(slip),
  "folds, its rows": (slip) => data.folds(slip, { k: 2, ...random }),
  "folds, its options": (slip) => data.folds(set, slip),
  "split, its rows": (slip) => data.split(slip, { test: 0.5, ...random }),
  "split, its options": (slip) => data.split(set, slip),
  "split, its fractions": (slip) => data.split(set, { fractions: slip, ...random }),
  "split, its rule": (slip) => data.split(cells, { test: 0.5, ...random, by: slip }),
  "crop, its options": (slip) => data.crop(slip),
  "cutout, its options": (slip) => data.cutout(slip),
  "shift, its options": (slip) => data.shift(slip),
  "noise, its options": (slip) => data.noise(slip),
  "mixup, its options": (slip) => data.mixup(slip),
  "crop, its batch": (slip) => data.crop({ size: [1, 1] })(slip, key(0)),
  "cutout, its batch": (slip) => data.cutout({ size: 1 })(slip, key(0)),
  "flip, its batch": (slip) => data.flip()(slip, key(0)),
  "shift, its batch": (slip) => data.shift({ by: 1 })(slip, key(0)),
  "noise, its batch": (slip) => data.noise({ deviation: 1 })(slip, key(0)),
  "mixup, its batch": (slip) => data.mixup({ alpha: 0.2, classes: 2 })(slip, key(0)),
  join: (slip) => data.join(slip),
  byStep: (slip) => data.byStep(slip),
  "prefetch, more than there is": () => data.pipeline([1]).prefetch(2 ** 40),
};

/** Lists that are empty are lists, and rows of no table may be none. */
const fine: Readonly<Record<string, readonly unknown[]>> = {
  "table, a column": [[], [1]],
  fromRecords: [],
  "takeRows, its rows": [[], [1]],
  "oneHot, its columns": [[]],
  "ordinal, its columns": [[]],
  "outliers, its columns": [[]],
  "minMax, its range": [undefined],
  "robust, its quantiles": [undefined],
  "split, its fractions": [undefined, [1]],
  "split, its rule": [undefined],
  // A map has a size, which is 0.
  "cutout, its options": [new Map()],
};

test.each(Object.entries(calls))("%s: a slip is refused in both languages", async (name, call) => {
  const found: string[] = [];
  for (const slip of slips) {
    if (fine[name]?.some((each) => isDeepStrictEqual(each, slip))) continue;
    try {
      await call(slip as never);
      found.push(`takes ${String(slip)}`);
    } catch (error) {
      const { message, zh } = error as Error & { zh?: unknown };
      if (typeof zh !== "string" || !/[\u4e00-\u9fff]/.test(zh)) found.push(`${String(slip)}: ${message}`);
    }
  }
  expect(found).toEqual([]);
});

test("one name in place of a list of names is shown as a list", () => {
  expect(() => data.dropMissing(cells, { columns: "a" as never })).toThrow(
    /^dropMissing: columns is "a", not a list; give one, for example \["a"\]\.$/,
  );
  expect(() => data.split(cells, { test: 0.5, ...random, by: "b" as never })).toThrow(
    /by is "b"; give a rule/,
  );
});
