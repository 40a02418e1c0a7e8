import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../data-error.ts";
import { trainingPart } from "../splits/part.ts";
import { type Table, table } from "../table.ts";
import { labelEncoder, type LabelState } from "./label-encoder.ts";
import { oneHot } from "./one-hot.ts";
import { ordinal } from "./ordinal.ts";
import { restoreEncoder } from "./restore-encoder.ts";

interface Soils {
  readonly soil: readonly string[];
  readonly grade: readonly number[];
}
interface Oracle {
  readonly encoders: {
    readonly train: Soils;
    readonly other: Soils;
    readonly categories: readonly (readonly (string | number)[])[];
    readonly ordinal: readonly (readonly number[])[];
    readonly oneHot: readonly (readonly number[])[];
    readonly labels: readonly number[];
  };
}
const { encoders: oracle } = JSON.parse(
  readFileSync(new URL("../../../../test/oracles/tables.json", import.meta.url), "utf8"),
) as Oracle;
const train = trainingPart(table({ ...oracle.train }));
const other = table({ ...oracle.other });
const names = ["soil", "grade"];

const rowsOf = (from: Table) =>
  Array.from({ length: from.size }, (_, row) =>
    from.names.map((name) => from.columns[name]!.values[row] ?? null),
  );

test("places and bits match scikit-learn's, unseen classes included", () => {
  const places = ordinal(names, { unseen: "missing" }).fit(train);
  expect(places.state.columns.map(({ categories }) => categories)).toEqual(oracle.categories);
  expect(rowsOf(places.transform(other)).map((row) => row.map((each) => each ?? -1))).toEqual(oracle.ordinal);
  const bits = oneHot(names, { unseen: "zeros" }).fit(train);
  expect(rowsOf(bits.transform(other))).toEqual(oracle.oneHot);
  expect([...labelEncoder("soil").fit(train).encode(oracle.train.soil)]).toEqual(oracle.labels);
});

const classes = fc.array(fc.tuple(fc.string(), fc.integer({ min: -3, max: 3 })), { minLength: 1 });

test("inverse restores the input of transform, and a saved state does what the encoder did", () => {
  fc.assert(
    fc.property(classes, (rows) => {
      const part = trainingPart(
        table({ keep: rows.map((_, i) => i), text: rows.map(([text]) => text), n: rows.map(([, n]) => n) }),
      );
      for (const encoder of [
        ordinal(["text", "n"]).fit(part),
        oneHot(["text", "n"]).fit(part),
        labelEncoder("text").fit(part),
      ]) {
        const coded = encoder.transform(part);
        expect(encoder.inverse(coded)).toEqual(part);
        expect(coded.split).toBe("train");
        const again = restoreEncoder(JSON.parse(JSON.stringify(encoder.state)) as LabelState);
        expect(again.transform(part)).toEqual(coded);
      }
    }),
  );
});

test("a one-hot row sums to 1 for each column that it encodes, and other columns stay in their place", () => {
  fc.assert(
    fc.property(classes, (rows) => {
      const part = trainingPart(table({ a: rows.map(([text]) => text), b: rows.map(([, n]) => n) }));
      const coded = oneHot(["a"]).fit(part).transform(part);
      expect(coded.names.at(-1)).toBe("b");
      for (const row of rowsOf(coded)) {
        expect((row.slice(0, -1) as number[]).reduce((sum, bit) => sum + bit, 0)).toBe(1);
      }
    }),
  );
});

test("a class that the training part did not have is refused by default", () => {
  for (const encoder of [ordinal(["soil"]), oneHot(["soil"]), labelEncoder("soil")]) {
    expect(() => encoder.fit(train).transform(other)).toThrow(
      /row 2 of column "soil" holds "loam", which does not occur in the training part \(it has "clay", "peat", "sand", "Ödland"\); drop such rows/,
    );
  }
  const told = ordinal(["soil"], { unseen: "missing" }).fit(train);
  expect(told.inverse(told.transform(other)).columns["soil"]?.values).toEqual(["clay", "Ödland", null]);
  const zeros = oneHot(["soil"], { unseen: "zeros" }).fit(train);
  expect(zeros.inverse(zeros.transform(other)).columns["soil"]?.values).toEqual(["clay", "Ödland", null]);
  expect(() => labelEncoder("soil").fit(train).encode(["marl"])).toThrow(/"marl"/);
});

test("an order may be given, and must be complete", () => {
  const sizes = trainingPart(table({ size: ["S", "L", "M"] }));
  const order = (...size: string[]) => ordinal(["size"], { order: { size } });
  expect(order("S", "M", "L", "XL").fit(sizes).transform(sizes).columns["size"]?.values).toEqual([0, 2, 1]);
  expect(() => order("S", "M").fit(sizes)).toThrow(/holds "L", which is not in the order "S", "M"/);
  expect(() => order("S", "M", "L", "S").fit(sizes)).toThrow(/lists a value twice/);
});

test("labels are decoded, and numbers that do not stand for a class are refused", () => {
  const labels = labelEncoder("grade").fit(train);
  expect(labels.decode(Float32Array.of(2, 0))).toEqual([10, 1]);
  for (const number of [3, -1, 0.5, NaN]) {
    expect(() => labels.decode([number])).toThrow(/numbered 0 to 2; round predictions/);
  }
  const places = ordinal(["soil"]).fit(train);
  expect(() => places.inverse(table({ soil: [1.5] }))).toThrow(/holds 1.5/);
  const bits = oneHot(["soil"]).fit(train);
  const raw = { "soil=clay": [0.2], "soil=peat": [0.8], "soil=sand": [0], "soil=Ödland": [0] };
  expect(() => bits.inverse(table(raw))).toThrow(/row 0 holds 0.2, 0.8, 0, 0 for "soil"/);
  expect(() => bits.inverse(table({ "soil=clay": [0] }))).toThrow(/no column "soil=peat"/);
});

test("other parts, unsplit rows, second fits, gaps and absent columns are refused", () => {
  for (const make of [() => ordinal(["soil"]), () => oneHot(["soil"]), () => labelEncoder("soil")]) {
    const recipe = make();
    expect(() => recipe.fit({ ...train, split: "validation" as "train" })).toThrow(/the validation part/);
    expect(() => recipe.fit(table({ soil: ["peat"] }) as unknown as typeof train)).toThrow(
      /split them first/,
    );
    expect(() => recipe.fit(trainingPart(table({ sol: ["peat"] })))).toThrow(/no column "soil"/);
    expect(() => recipe.fit(trainingPart(table({ soil: ["peat", null] })))).toThrow(
      /row 1 of column "soil" is missing/,
    );
    const encoder = recipe.fit(train);
    expect(() => recipe.fit(train)).toThrow(/already fitted/);
    expect(() => encoder.transform(table({ soil: [null, "peat"] }))).toThrow(
      /row 0 of column "soil" is missing/,
    );
    expect(() => encoder.transform(table({ sol: ["peat"] }))).toThrow(/no column "soil"/);
  }
  const clash = trainingPart(table({ a: ["x"], "a=x": [1] }));
  expect(() => oneHot(["a"]).fit(clash)).toThrow(/two columns would be named "a=x"/);
});

test("damaged states are refused", () => {
  const { state } = labelEncoder("soil").fit(train);
  const bits = oneHot(["soil"]).fit(train).state;
  for (const each of [
    null,
    {},
    { ...state, kind: "none" },
    { ...state, classes: [] },
    { ...state, classes: ["a", "a"] },
    { ...state, classes: [null] },
    { ...bits, unseen: "missing" },
    { ...bits, columns: [{ name: "soil" }] },
    { ...bits, columns: null },
  ]) {
    expect(() => restoreEncoder(each as LabelState)).toThrow(DataError);
  }
});
