import { key } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dataset, take } from "../dataset.ts";
import { select, table, takeRows } from "../table.ts";
import { toDataset } from "../to-dataset.ts";
import { folds } from "./folds.ts";
import { grouped } from "./grouped.ts";
import { ordered } from "./ordered.ts";
import { trainingPart } from "./part.ts";
import { shuffle } from "./shuffle.ts";
import { split } from "./split.ts";
import { stratified } from "./stratified.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const sorted = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);

/** Rows with their number and the value they are split by. */
const numbered = (by: readonly (number | string)[]) =>
  table({ row: upTo(by.length), by: [...by] as number[] });
const rowsIn = (part: { readonly columns: object }) =>
  (part.columns as { row: { values: number[] } }).row.values;

const seed = fc.nat();
const k = fc.integer({ min: 2, max: 5 });
const byFew = (minLength: number) => fc.array(fc.integer({ min: 0, max: 3 }), { minLength, maxLength: 40 });
/** Each of some strata has enough rows for five parts. */
const strata = fc.array(fc.integer({ min: 5, max: 14 }), { minLength: 1, maxLength: 4 }).chain((counts) =>
  fc.shuffledSubarray(
    counts.flatMap((count, s) => upTo(count).map(() => `s${s}`)),
    { minLength: counts.reduce((a, b) => a + b) },
  ),
);
const groups = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 40 })
  .filter((by) => new Set(by).size >= 5);

const validated = (made: readonly { readonly validation: ReturnType<typeof numbered> }[]) =>
  made.map(({ validation }) => rowsIn(validation));

const countOf = <T>(values: readonly T[], value: T) => values.filter((each) => each === value).length;
const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);

function areFolds(n: number, made: ReturnType<typeof folds<ReturnType<typeof numbered>>>): void {
  expect(sorted(validated(made).flat())).toEqual(upTo(n));
  for (const { train, validation } of made) {
    expect(sorted([...rowsIn(train), ...rowsIn(validation)])).toEqual(upTo(n));
    expect([train.split, validation.split]).toEqual(["train", "validation"]);
  }
}

test("random folds share no row, lose none, and differ by at most one", () => {
  fc.assert(
    fc.property(byFew(5), k, seed, (by, k, seed) => {
      const made = folds(numbered(by), { k, key: key(seed) });
      expect(made).toHaveLength(k);
      areFolds(by.length, made);
      expect(spread(validated(made).map(({ length }) => length))).toBeLessThanOrEqual(1);
    }),
  );
});

test("in stratified folds every stratum, and the whole, differ by at most one", () => {
  fc.assert(
    fc.property(strata, k, seed, (by, k, seed) => {
      const made = folds(numbered(by), { k, key: key(seed), by: stratified("by") });
      areFolds(by.length, made);
      for (const value of new Set(by)) {
        expect(
          spread(
            validated(made).map((rows) =>
              countOf(
                rows.map((row) => by[row]),
                value,
              ),
            ),
          ),
        ).toBeLessThanOrEqual(1);
      }
      expect(spread(validated(made).map(({ length }) => length))).toBeLessThanOrEqual(1);
    }),
  );
});

test("a stratified split keeps every stratum's proportion to one row, and its own size too", () => {
  const fractions = fc.constantFrom([0.5, 0.5], [0.75, 0.25], [0.4, 0.3, 0.3], [0.6, 0.4]);
  fc.assert(
    fc.property(strata, fractions, seed, (by, fractions, seed) => {
      const parts = split(numbered(by), { fractions, key: key(seed), by: stratified(by) });
      expect(sorted(parts.flatMap(rowsIn))).toEqual(upTo(by.length));
      parts.forEach((part, p) => {
        for (const value of new Set(by)) {
          const share = countOf(by, value) * fractions[p]!;
          const found = countOf(
            rowsIn(part).map((row) => by[row]),
            value,
          );
          expect(Math.abs(found - share)).toBeLessThan(1);
        }
        expect(Math.abs(part.size - by.length * fractions[p]!)).toBeLessThanOrEqual(1);
        expect(rowsIn(part)).toEqual(sorted(rowsIn(part)));
      });
    }),
  );
});

test("groups never cross, and no part exceeds its share by more than the largest group", () => {
  fc.assert(
    fc.property(groups, k, seed, (by, k, seed) => {
      const largest = Math.max(...by.map((group) => countOf(by, group)));
      const made = folds(numbered(by), { k, key: key(seed), by: grouped("by") });
      areFolds(by.length, made);
      for (const { train, validation } of made) {
        const inside = new Set(rowsIn(validation).map((row) => by[row]));
        expect(rowsIn(train).some((row) => inside.has(by[row]))).toBe(false);
        expect(validation.size).toBeGreaterThan(0);
        expect(validation.size).toBeLessThanOrEqual(by.length / k + largest);
      }
    }),
  );
});

test("ordered parts keep the past before the future, and rows of one time in their order", () => {
  fc.assert(
    fc.property(byFew(6), k, (by, k) => {
      const after = (early: readonly number[], late: readonly number[]) =>
        early.every((a) => late.every((b) => by[a]! < by[b]! || (by[a] === by[b] && a < b)));
      const parts = Object.values(split(numbered(by), { validation: 0.25, test: 0.25, by: ordered("by") }));
      expect(sorted(parts.flatMap(rowsIn))).toEqual(upTo(by.length));
      expect(after(rowsIn(parts[0]!), rowsIn(parts[1]!)) && after(rowsIn(parts[1]!), rowsIn(parts[2]!))).toBe(
        true,
      );
      const made = folds(numbered(by), { k, by: ordered("by") });
      const sizes = [made[0]!.train.size, ...made.map(({ validation }) => validation.size)];
      expect(spread(sizes)).toBeLessThanOrEqual(1);
      made.forEach(({ train, validation }, i) => {
        expect(after(rowsIn(train), rowsIn(validation))).toBe(true);
        if (i > 0) {
          const before = made[i - 1]!;
          expect(rowsIn(train)).toEqual([...rowsIn(before.train), ...rowsIn(before.validation)]);
        }
      });
      expect(sizes.reduce((a, b) => a + b)).toBe(by.length);
    }),
  );
});

test("every rule serves data sets as well; strata and groups are labels by default", () => {
  const points = dataset({
    x: Float32Array.from(upTo(8)),
    shape: [1],
    y: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
  });
  const { train, test } = split(points, { test: 0.5, key: key(1), by: stratified() });
  expect([train.split, test.split]).toEqual(["train", "test"]);
  expect([sorted([...train.y]), sorted([...test.y])]).toEqual([
    [0, 0, 1, 1],
    [0, 0, 1, 1],
  ]);
  const kept = folds(points, { k: 2, key: key(1), by: grouped() });
  expect(new Set(kept[0]!.train.y).size).toBe(1);
  expect([...split(points, { test: 0.25, by: ordered() }).test.x]).toEqual([6, 7]);
});

test("a validation part is separate from the test part, and parts are marked with their purpose", () => {
  const parts = split(numbered(upTo(10)), { validation: 0.2, test: 0.3, key: key(0) });
  expect(Object.entries(parts).map(([name, { split, size }]) => [name, split, size])).toEqual([
    ["train", "train", 5],
    ["validation", "validation", 2],
    ["test", "test", 3],
  ]);
  const three = split(numbered(upTo(9)), { fractions: [0.5, 0.25, 0.25], key: key(0) });
  expect(three.map(({ split }) => split)).toEqual(["train", "validation", "test"]);
  expect(trainingPart(numbered([1])).split).toBe("train");
  // A subset of rows or columns, as a data set, shuffled or not, keeps the purpose of the whole.
  const points = toDataset(select(takeRows(parts.test, [0, 2]), ["row", "by"]), { x: ["row"], y: "by" });
  expect(shuffle(take(points, [1]), key(0)).split).toBe("test");
  expect(() => trainingPart(parts.test)).toThrow(/trainingPart: fit got the test part/);
});

test("the same key gives the same split, a different key a different one, under every random rule", () => {
  const rows = numbered(upTo(24).map((i) => i % 8));
  for (const by of [undefined, stratified("by"), grouped("by")]) {
    const dealt = (seed: number) =>
      rowsIn(split(rows, { test: 0.5, key: key(seed), ...(by === undefined ? {} : { by }) }).test);
    expect(dealt(1)).toEqual(dealt(1));
    expect(dealt(2)).not.toEqual(dealt(1));
  }
});

const rows = numbered(["a", "a", "a", "b"]);
test.each([
  [
    () => split(rows, { test: 0.5, key: key(0), by: stratified("by") }),
    /the 1 rows with the value "b" are too few to be in all 2 parts/,
  ],
  [
    () => split(rows, { fractions: [0.3, 0.3, 0.4], key: key(0), by: grouped("by") }),
    /2 groups cannot fill 3 parts/,
  ],
  [() => split(rows, { test: 0.5, key: key(0), by: stratified("colour") }), /no column "colour"/],
  [
    () => split(rows, { test: 0.5, key: key(0), by: grouped() }),
    /name the column of the table to use: one of row, by/,
  ],
  [() => split(rows, { test: 0.5, key: key(0), by: grouped([1, 2]) }), /2 values for 4 rows/],
  [() => split(rows, { test: 0.5, by: ordered([1, "2", 3, 4]) }), /row 0 has 1 and row 1 has "2"/],
  [() => split(table({ t: [1, null] }), { test: 0.5, by: ordered("t") }), /ordered: row 1 has no value/],
  [() => split(rows, { test: 0.01, by: ordered() }), /part 1 .* would be empty/],
  [() => split(rows, { test: 1.2, key: key(0) }), /must be positive and sum to 1/],
  [() => split(rows, { validation: 0.5, test: 0.5, key: key(0) }), /must be positive and sum to 1/],
  [
    () => folds(rows, { k: 1, key: key(0) }),
    /4 rows cannot be split into k = 1 folds; choose a whole number from 2 to 4/,
  ],
  [() => folds(rows, { k: 4, by: ordered() }), /k = 4 folds; choose a whole number from 2 to 3/],
  [() => folds(rows, { k: 2.5, key: key(0) }), /k = 2.5/],
])("invalid input is refused: %o", (make, sentence) => {
  expect(make).toThrow(
    expect.objectContaining({
      name: "DataError",
      message: expect.stringMatching(sentence) as string,
      zh: expect.stringMatching(/^\w+：.*[\u4e00-\u9fff].*。$/) as string,
    }),
  );
});
