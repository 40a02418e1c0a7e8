import { expect, test } from "vitest";
import { fromRecords } from "./records.ts";
import { columnOf, distinct, numbersOf, select, table, tableOf, takeRows, textsOf } from "./table.ts";
import { toDataset } from "./to-dataset.ts";

const animals = table({
  animal: ["dog", "cat", null, "dog"],
  weight: [30, 4, 25.5, null],
  legs: [4, 4, 4, 4],
});

test("a column keeps its kind, order and gaps", () => {
  expect([animals.size, animals.names]).toEqual([4, ["animal", "weight", "legs"]]);
  expect(columnOf(animals, "weight")).toEqual({ kind: "number", values: [30, 4, 25.5, null] });
  expect(numbersOf(animals, "weight")).toEqual([30, 4, 25.5, null]);
  expect(textsOf(animals, "animal")).toEqual(["dog", "cat", null, "dog"]);
  expect(distinct(animals, "animal")).toEqual(["cat", "dog"]);
  expect(table({ unknown: [null, null] }).columns["unknown"]?.kind).toBe("number");
  expect(table({ t: { kind: "text", values: [null] } }).columns["t"]?.kind).toBe("text");
});

test("names keep their order, whatever they are", () => {
  const years = tableOf([
    ["2021", [1]],
    ["2020", [2]],
    ["__proto__", ["x"]],
  ]);
  expect(years.names).toEqual(["2021", "2020", "__proto__"]);
  expect(textsOf(years, "__proto__")).toEqual(["x"]);
});

test("columns and rows are chosen in the requested order", () => {
  const part = takeRows(select(animals, ["legs", "weight"]), [3, 0, 0]);
  expect(part.names).toEqual(["legs", "weight"]);
  expect(numbersOf(part, "weight")).toEqual([null, 30, 30]);
  expect(takeRows(animals, []).size).toBe(0);
});

test("a data set of columns: real targets, or the numbers of classes", () => {
  const whole = takeRows(animals, [0, 1]);
  expect(toDataset(whole, { x: ["weight", "legs"], y: "legs" })).toEqual({
    size: 2,
    shape: [2],
    x: Float32Array.of(30, 4, 4, 4),
    y: Float32Array.of(4, 4),
    scale: 1,
  });
  const classes = ["bird", "cat", "dog"];
  expect(toDataset(whole, { x: ["legs"], y: "animal", classes }).y).toEqual(Int32Array.of(2, 1));
});

test("records become rows; absent fields are missing values", () => {
  expect(fromRecords([{ b: "x" }, { a: 1, b: null }])).toEqual(
    tableOf([
      ["b", ["x", null]],
      ["a", [null, 1]],
    ]),
  );
});

test.each([
  ["no column", () => table({}), "there are no columns; give at least one"],
  ["columns of two lengths", () => table({ a: [1], b: [1, 2] }), 'column "b" has 2 rows and "a" has 1'],
  ["NaN", () => table({ a: [1, NaN] }), 'row 1 of the number column "a" holds NaN'],
  ["Infinity", () => table({ a: [Infinity] }), "holds Infinity"],
  ["numbers among texts", () => table({ a: ["x", 1] as never }), 'row 1 of the text column "a" holds 1'],
  [
    "an absent column",
    () => columnOf(animals, "tail"),
    'no column "tail"; choose among animal, weight, legs',
  ],
  ["a name that every object has", () => columnOf(animals, "toString"), 'no column "toString"'],
  ["texts for numbers", () => numbersOf(animals, "animal"), "holds texts"],
  ["numbers for texts", () => textsOf(animals, "legs"), "holds numbers"],
  ["an absent row", () => takeRows(animals, [0, 4]), "there is no row 4; choose positions from 0 to 3"],
  [
    "a missing value in x",
    () => toDataset(animals, { x: ["weight"], y: "legs" }),
    'row 3 of column "weight" is missing',
  ],
  ["texts as a real target", () => toDataset(animals, { x: ["legs"], y: "animal" }), "holds texts"],
  [
    "an unknown class",
    () => toDataset(animals, { x: ["legs"], y: "animal", classes: ["cat"] }),
    'row 2 of column "animal" is missing',
  ],
  [
    "another class",
    () => toDataset(takeRows(animals, [0]), { x: ["legs"], y: "animal", classes: ["cat"] }),
    '"dog", which is not one of the classes "cat"',
  ],
  ["invalid records", () => fromRecords([{}, 3]), "value 1 is not a record"],
  ["lists in records", () => fromRecords([{ a: [1] }]), '"a" of record 0 is [1]'],
])("refuses %s", (_, make, part) => {
  expect(make).toThrow(expect.objectContaining({ name: "DataError", zh: expect.stringMatching(/。$/) }));
  expect(make).toThrow(part);
});
