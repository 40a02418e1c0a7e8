import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../data-error.ts";
import { trainingPart } from "../splits/part.ts";
import { table } from "../table.ts";
import { dropDuplicates } from "./drop-duplicates.ts";
import { dropMissing } from "./drop-missing.ts";
import { fillMissing, type FillState } from "./fill-missing.ts";
import { outliers } from "./outliers.ts";
import { restoreCleaner } from "./restore-cleaner.ts";

interface Oracle {
  readonly cleaning: {
    readonly column: readonly (number | null)[];
    readonly mean: number;
    readonly median: number;
    readonly mode: number;
    readonly iqr: readonly [number, number];
    readonly zScore: readonly [number, number];
    readonly far: number;
  };
}
const { cleaning: oracle } = JSON.parse(
  readFileSync(new URL("../../../../test/oracles/tables.json", import.meta.url), "utf8"),
) as Oracle;
const train = trainingPart(table({ x: oracle.column }));

const cell = fc.option(fc.integer({ min: 0, max: 2 }));
const gappy = fc
  .array(fc.tuple(cell, fc.option(fc.constantFrom("a", "b"))), { minLength: 1 })
  .map((rows) =>
    table({ row: rows.map((_, i) => i), n: rows.map(([n]) => n), t: rows.map(([, t]) => t ?? null) }),
  )
  .filter((made) => made.columns["t"]!.kind === "text");
const cellsOf = (from: ReturnType<typeof table>, row: number, names = ["n", "t"]) =>
  names.map((name) => from.columns[name]!.values[row]!);
const rowsIn = (from: ReturnType<typeof table>) => from.columns["row"]!.values as number[];

test("dropMissing keeps exactly the complete rows, in their order", () => {
  fc.assert(
    fc.property(gappy, (given) => {
      const whole = rowsIn(given).filter((row) => !cellsOf(given, row).includes(null as unknown as number));
      if (whole.length === 0) {
        expect(() => dropMissing(given)).toThrow(/rows would be left/);
        return;
      }
      const { table: cleaned, report } = dropMissing(given);
      expect(rowsIn(cleaned)).toEqual(whole);
      expect([...whole, ...report.dropped].toSorted((a, b) => a - b)).toEqual(rowsIn(given));
      expect(report.before).toBe(given.size);
    }),
  );
});

test("dropDuplicates keeps the first of equal rows, and doing so again changes nothing", () => {
  fc.assert(
    fc.property(gappy, (given) => {
      const columns = ["n", "t"];
      const { table: once, report } = dropDuplicates(given, { columns });
      const seen = rowsIn(once).map((row) => JSON.stringify(cellsOf(given, row)));
      expect(new Set(seen).size).toBe(seen.length);
      for (const row of report.dropped) {
        expect(seen).toContain(JSON.stringify(cellsOf(given, row)));
        const first = rowsIn(given).find(
          (each) => JSON.stringify(cellsOf(given, each)) === JSON.stringify(cellsOf(given, row)),
        );
        expect(rowsIn(once)).toContain(first);
      }
      expect(once.size + report.dropped.length).toBe(given.size);
      expect(dropDuplicates(once, { columns }).report.dropped).toEqual([]);
    }),
  );
});

test("texts that only look like numbers, and cells that only look equal when joined, are not duplicates", () => {
  const pairs = table({ a: ["1", "1,", null], b: [",2", "2", "2"] });
  expect(dropDuplicates(pairs).report.dropped).toEqual([]);
});

test.each(["mean", "median", "mode"] as const)(
  "%s matches scikit-learn's, and fills only the gaps",
  (filling) => {
    const cleaner = fillMissing({ x: filling }).fit(train);
    expect(cleaner.state.columns[0]?.value).toBeCloseTo(oracle[filling], 12);
    const { table: filled, report } = cleaner.clean(train);
    expect(filled.columns["x"]?.values).toEqual(oracle.column.map((value) => value ?? oracle[filling]));
    expect([report.changed, filled.split]).toEqual([{ x: 2 }, "train"]);
  },
);

test("fillings come from the training part; texts have a mode and constants", () => {
  const cleaner = fillMissing({ n: "mean", t: "mode", u: { constant: "?" } }).fit(
    trainingPart(table({ n: [1, 3], t: ["b", "a"], u: ["x", "y"] })),
  );
  const { table: filled, report } = cleaner.clean(table({ n: [null, 9], t: [null, "z"], u: ["x", null] }));
  expect(filled).toEqual(table({ n: [2, 9], t: ["a", "z"], u: ["x", "?"] }));
  expect(report.describe()).toBe('3 cells changed in 2 rows: 1 in "n" to 2, 1 in "t" to a, 1 in "u" to ?.');
  expect(report.describe("zh")).toBe(
    "2 行中共修改 3 处：“n”列 1 处填为 2，“t”列 1 处填为 a，“u”列 1 处填为 ?。",
  );
});

test("quartiles and deviations have the same bounds as NumPy's", () => {
  for (const [by, factor] of [
    ["iqr", 1.5],
    ["zScore", 1.5],
  ] as const) {
    const { low, high } = outliers({ columns: ["x"], by, factor }).fit(train).state.columns[0]!;
    expect(low / oracle[by][0] - 1).toBeCloseTo(0, 12);
    expect(high / oracle[by][1] - 1).toBeCloseTo(0, 12);
  }
  const { clean } = outliers({ columns: ["x"], by: "zScore", factor: 1.5, action: "missing" }).fit(train);
  expect(clean(train).report.changed).toEqual({ x: oracle.far });
});

test("only values outside are dropped, clipped or made missing", () => {
  const numbers = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 9 }), { minLength: 4 });
  fc.assert(
    fc.property(numbers, fc.constantFrom("iqr", "zScore"), (x, by) => {
      fc.pre(x.some((value) => value !== null));
      const part = trainingPart(table({ row: x.map((_, i) => i), x }));
      const run = (action: "drop" | "clip" | "missing") =>
        outliers({ columns: ["x"], by, factor: 1, action }).fit(part);
      const { low, high } = run("drop").state.columns[0]!;
      const out = x.flatMap((value, row) => (value !== null && (value < low || value > high) ? [row] : []));
      expect(run("drop").clean(part).report.dropped).toEqual(out);
      const clipped = run("clip").clean(part).table.columns["x"]!.values as (number | null)[];
      const missing = run("missing").clean(part).table.columns["x"]!.values;
      x.forEach((value, row) => {
        if (!out.includes(row)) expect([clipped[row], missing[row]]).toEqual([value, value]);
        else expect([clipped[row], missing[row]]).toEqual([value! < low ? low : high, null]);
      });
    }),
  );
});

test("reports describe what was done, in both languages", () => {
  const people = table({ x: [1, null, 1, 1], y: [1, 2, 1, 1] });
  expect(dropMissing(people).report.describe()).toBe("1 of 4 rows dropped, with a missing value: 1.");
  expect(dropMissing(people).report.describe("zh")).toBe("共 4 行，删除含缺失值的 1 行：第 1 行。");
  expect(dropDuplicates(people).report.describe()).toBe(
    "2 of 4 rows dropped, equal to an earlier one: 2, 3.",
  );
  expect(dropMissing(people, { columns: ["y"] }).report.describe("zh")).toBe(
    "共 4 行，删除含缺失值的 0 行。",
  );
  const wages = trainingPart(table({ w: [5, 6, 7, 8, 400] }));
  const described = (action: "drop" | "clip" | "missing") =>
    outliers({ columns: ["w"], action })
      .fit(wages)
      .clean(wages).report;
  expect(described("drop").describe()).toBe("1 of 5 rows dropped, with an outlier in w: 4.");
  expect(described("clip").describe()).toBe('1 cell changed in 5 rows: 1 in "w" to 3 or 11.');
  expect(described("missing").describe("zh")).toBe("5 行中共修改 1 处：“w”列 1 处记为缺失。");
});

test("a saved cleaner does what the cleaner did; damaged states are refused", () => {
  const cleaners = [
    fillMissing({ x: "mean" }).fit(train),
    outliers({ columns: ["x"], factor: 0.5 }).fit(train),
  ];
  for (const { state, clean } of cleaners) {
    const again = restoreCleaner(JSON.parse(JSON.stringify(state)) as FillState);
    expect(again.clean(train).table).toEqual(clean(train).table);
  }
  const [fill, limit] = cleaners.map(({ state }) => state);
  for (const each of [
    null,
    { kind: "fillMissing" },
    { ...fill, columns: [{ name: "x", value: null }] },
    { ...limit, action: "hide" },
    { ...limit, columns: [{ name: "x", low: 2, high: 1 }] },
  ]) {
    expect(() => restoreCleaner(each as FillState)).toThrow(DataError);
  }
});

const people = trainingPart(table({ age: [1, null], name: ["a", null], none: [null, null] }));
test.each([
  [() => dropMissing(people), /dropMissing: none of the 2 rows would be left/],
  [() => dropMissing(people, { columns: ["sex"] }), /no column "sex"/],
  [() => dropDuplicates(people, { columns: ["sex"] }), /no column "sex"/],
  [() => fillMissing({ sex: "mode" }).fit(people), /no column "sex"/],
  [() => fillMissing({ name: "mean" }).fit(people), /"name" holds texts/],
  [() => fillMissing({ none: "median" }).fit(people), /no value in column "none", so it has no median/],
  [() => fillMissing({ age: { constant: "x" } }).fit(people), /"x" cannot fill "age", a column of numbers/],
  [() => fillMissing({ name: { constant: 1 } }).fit(people), /1 cannot fill "name", a column of texts/],
  [() => fillMissing({ age: { constant: NaN } }).fit(people), /give a finite number/],
  [() => fillMissing({ age: "mean" }).fit({ ...people, split: "test" as "train" }), /the test part/],
  [
    () =>
      fillMissing({ age: "mean" })
        .fit(people)
        .clean(table({ age: ["x"] })),
    /holds texts, but was fitted on numbers/,
  ],
  [() => outliers({ columns: ["age"], factor: 0 }), /factor is 0; give a positive number/],
  [() => outliers({ columns: ["none"] }).fit(people), /no value in column "none"/],
  [() => outliers({ columns: ["name"] }).fit(people), /"name" holds texts/],
])("invalid input is refused: %o", (make, sentence) => {
  expect(make).toThrow(
    expect.objectContaining({
      name: "DataError",
      message: expect.stringMatching(sentence) as string,
      zh: expect.stringMatching(/^\w+：.*[\u4e00-\u9fff].*。$/) as string,
    }),
  );
});
