import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../data-error.ts";
import { dataset } from "../dataset.ts";
import { type RowSet, trainingPart } from "../splits/part.ts";
import { type Table, table } from "../table.ts";
import { minMax } from "./min-max.ts";
import { robust } from "./robust.ts";
import { restoreScaler, type Scaler, type ScalerOptions, type ScalerState } from "./scaler.ts";
import { standardise } from "./standardise.ts";
import type { Unfitted } from "./unfitted.ts";

interface Oracle {
  readonly train: readonly (readonly number[])[];
  readonly other: readonly (readonly number[])[];
  readonly scalers: readonly {
    readonly name: ScalerState["kind"];
    readonly options: object;
    readonly center: readonly number[];
    readonly spread: readonly number[];
    readonly values: readonly (readonly number[])[];
  }[];
}
const oracle = JSON.parse(
  readFileSync(new URL("../../../../test/oracles/tables.json", import.meta.url), "utf8"),
) as Oracle;
const scalers: Record<ScalerState["kind"], (options: ScalerOptions) => Unfitted<RowSet, Scaler>> = {
  standardise,
  minMax,
  robust,
};
const kinds = Object.values(scalers);

const tableOfRows = (rows: readonly (readonly number[])[]) =>
  table(Object.fromEntries(rows[0]!.map((_, j) => [`c${j}`, rows.map((row) => row[j]!)])));
const rowsOf = (from: Table) =>
  Array.from({ length: from.size }, (_, row) =>
    from.names.map((name) => from.columns[name]!.values[row] as number),
  );
const points = (x: ArrayLike<number>, width: number) =>
  dataset({ x: Float32Array.from(x), shape: [width], y: new Int32Array(x.length / width) });
const training = (x: ArrayLike<number>, width: number) => trainingPart(points(x, width));

/** Values are of order 1, so this is relative for large ones and absolute for those near 0. */
const differ = (found: readonly number[], expected: readonly number[]) =>
  Math.max(...found.map((value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!))));

test.each(oracle.scalers)("$name $options agrees with scikit-learn", ({ name, options, ...expected }) => {
  const { state, transform } = scalers[name](options).fit(trainingPart(tableOfRows(oracle.train)));
  for (const what of ["center", "spread"] as const) {
    const relative = expected[what].map((value, j) => state[what][j]! / value - 1);
    expect(Math.max(...relative.map(Math.abs))).toBeLessThan(1e-12);
  }
  expect(differ(rowsOf(transform(tableOfRows(oracle.other))).flat(), expected.values.flat())).toBeLessThan(
    1e-12,
  );
});

const cells = fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 9 })), {
  minLength: 2,
});

test("the training part gets mean 0 and deviation 1, the range from 0 to 1, the median 0, in every feature", () => {
  fc.assert(
    fc.property(cells, (cells) => {
      const train = training(cells.flat(), 2);
      const columnsAfter = (recipe: Unfitted<RowSet, Scaler>) => {
        const { x } = recipe.fit(train).transform(train);
        return [0, 1].map((j) => Array.from(x).filter((_, i) => i % 2 === j));
      };
      const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      columnsAfter(standardise()).forEach((values, j) => {
        const constant = new Set(cells.map((row) => row[j])).size === 1;
        expect(mean(values)).toBeCloseTo(0, 4);
        expect(mean(values.map((v) => v * v))).toBeCloseTo(constant ? 0 : 1, 4);
      });
      columnsAfter(minMax()).forEach((values, j) => {
        const constant = new Set(cells.map((row) => row[j])).size === 1;
        expect([Math.min(...values), Math.max(...values)]).toEqual([0, constant ? 0 : 1]);
      });
      for (const values of columnsAfter(robust())) {
        const below = values.filter((value) => value < -1e-6).length;
        const above = values.filter((value) => value > 1e-6).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }
    }),
  );
});

test("inverse restores the input of transform, and a saved state does what the scaler did", () => {
  fc.assert(
    fc.property(cells, fc.constantFrom(...kinds), fc.constantFrom("all", "feature"), (cells, make, per) => {
      const train = trainingPart(tableOfRows(cells));
      const scaler = make({ per }).fit(train);
      const scaled = scaler.transform(train);
      expect(scaled.split).toBe("train");
      expect(differ(rowsOf(scaler.inverse(scaled)).flat(), cells.flat())).toBeLessThan(1e-12);
      const again = restoreScaler(JSON.parse(JSON.stringify(scaler.state)) as ScalerState);
      expect(again.transform(train)).toEqual(scaled);
    }),
  );
});

test("other parts are moved by the training part's numbers", () => {
  const scaler = standardise().fit(training([0, 10, 2, 10], 2));
  expect(scaler.state).toEqual({
    kind: "standardise",
    columns: null,
    width: 2,
    center: [1, 10],
    spread: [1, 1],
  });
  expect(scaler.transform(points([5, 13], 2)).x).toEqual(Float32Array.of(4, 3));
  expect(
    minMax()
      .fit(training([0, 10], 1))
      .transform(points([20], 1)).x,
  ).toEqual(Float32Array.of(2));
});

test("one mean for all pixels, in units of x · scale", () => {
  const images = trainingPart(
    dataset({ x: Uint8Array.of(0, 255, 0, 255), shape: [2], y: new Int32Array(2), scale: 1 / 255 }),
  );
  const scaler = standardise({ per: "all" }).fit(images);
  expect(scaler.state.center[0]).toBeCloseTo(0.5, 12);
  expect(scaler.transform(images)).toMatchObject({
    x: Float32Array.of(-1, 1, -1, 1),
    scale: 1,
    split: "train",
  });
});

test("only chosen columns of a table are scaled, and texts stay", () => {
  const train = trainingPart(table({ name: ["a", "b"], age: [20, 40], year: [1, 3] }));
  const scaled = standardise({ columns: ["age"] })
    .fit(train)
    .transform(train);
  expect(scaled).toEqual(trainingPart(table({ name: ["a", "b"], age: [-1, 1], year: [1, 3] })));
  expect(standardise().fit(train).state.columns).toEqual(["age", "year"]);
});

test("a constant has deviation 0, although a rounded mean would give it a nonzero one", () => {
  const { state } = standardise().fit(trainingPart(table({ c: Array<number>(10).fill(0.1) })));
  expect([state.center, state.spread]).toEqual([[0.1], [1]]);
});

test("a fit is refused on another part, on unsplit rows, and a second time", () => {
  for (const make of kinds) {
    const recipe = make({});
    const unsplit = points([1, 2], 1) as unknown as Parameters<typeof recipe.fit>[0];
    expect(() => recipe.fit({ ...unsplit, split: "test" as "train" })).toThrow(
      /fit got the test part; fit on the training part, and only transform this one/,
    );
    expect(() => recipe.fit(unsplit)).toThrow(/not part of a split.*split them first/);
    recipe.fit(training([1, 2], 1));
    expect(() => recipe.fit(training([1, 2], 1))).toThrow(/already fitted; fit once, on the training part/);
  }
});

test("a missing value is refused with its place, and the scaler can still be fitted", () => {
  const recipe = standardise();
  const changed = { ...training([1, 2, 3, 4], 2), x: Float32Array.of(1, 2, 3, NaN) };
  expect(() => recipe.fit(changed)).toThrow(/row 1, feature 1 is NaN/);
  const scaler = recipe.fit(training([1, 2, 3, 4], 2));
  expect(() => scaler.transform({ ...changed, x: Float32Array.of(Infinity, 1, 2, 3) })).toThrow(
    /row 0, feature 0 is Infinity/,
  );
  expect(() => scaler.transform(points([1], 1))).toThrow(/1 features, but it was fitted on 2/);
  expect(() => scaler.transform(table({ a: [1] }))).toThrow(/fitted on a data set and got a table/);
  expect(() => standardise().fit(trainingPart(table({ a: [1, null] })))).toThrow(
    /row 1 of column "a" is missing/,
  );
  const named = standardise().fit(trainingPart(table({ a: [1, 2] })));
  expect(() => named.transform(table({ b: [1] }))).toThrow(/no column "a"/);
  expect(() => named.inverse(points([1], 1))).toThrow(/fitted on a table and got a data set/);
});

test("settings that make no sense and damaged states are refused", () => {
  expect(() => minMax({ range: [1, 1] })).toThrow(/range from 1 to 1 is empty/);
  expect(() => robust({ quantiles: [0.5, 0.5] })).toThrow(/0.5 and 0.5 must increase/);
  const { state } = robust().fit(training([1, 2, 3], 1));
  const damaged = [
    null,
    {},
    { ...state, kind: "other" },
    { ...state, spread: [0] },
    { ...state, center: [1, 2] },
  ];
  for (const each of [...damaged, { ...state, center: [null] }, { ...state, columns: ["a", "b"] }]) {
    expect(() => restoreScaler(each as ScalerState)).toThrow(DataError);
  }
});
