import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dataset } from "./dataset.ts";
import { standardise } from "./standardise.ts";

const table = (x: ArrayLike<number>, width: number) =>
  dataset({ x: Float32Array.from(x), shape: [width], y: new Int32Array(x.length / width) });

const column = (x: ArrayLike<number>, width: number, j: number) =>
  Array.from(x).filter((_, i) => i % width === j);
const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

test("the training part gets mean 0 and deviation 1 in every feature", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 9 })), { minLength: 2 }),
      (cells) => {
        const train = table(cells.flat(), 2);
        const { x } = standardise().fit(train).transform(train);
        for (const j of [0, 1]) {
          const values = column(x, 2, j);
          const constant = new Set(column(train.x, 2, j)).size === 1;
          expect(meanOf(values)).toBeCloseTo(0, 4);
          expect(meanOf(values.map((v) => v * v))).toBeCloseTo(constant ? 0 : 1, 4);
        }
      },
    ),
  );
});

test("other parts are moved by the training part's numbers", () => {
  const scaler = standardise().fit(table([0, 10, 2, 10], 2));
  expect([scaler.mean, scaler.deviation]).toEqual([Float64Array.of(1, 10), Float64Array.of(1, 0)]);
  expect(scaler.transform(table([5, 13], 2)).x).toEqual(Float32Array.of(4, 3));
});

test("one mean for all pixels, in units of x · scale", () => {
  const images = dataset({
    x: Uint8Array.of(0, 255, 0, 255),
    shape: [2],
    y: new Int32Array(2),
    scale: 1 / 255,
  });
  const scaler = standardise({ per: "all" }).fit(images);
  expect(scaler.mean[0]).toBeCloseTo(0.5, 12);
  expect(scaler.transform(images).x).toEqual(Float32Array.of(-1, 1, -1, 1));
  expect(scaler.transform(images).scale).toBe(1);
});

test("a second fit is refused, and so is a transform before the first", () => {
  const part = table([1, 2], 1);
  const scaler = standardise();
  expect(() => scaler.transform(part)).toThrow(/call fit with the training part first/);
  scaler.fit(part);
  expect(() => scaler.fit(part)).toThrow(/fit once, on the training part/);
});

test("what is not a number is refused with its place, and leaves the scaler unfitted", () => {
  const scaler = standardise();
  expect(() => scaler.fit(table([1, 2, 3, NaN], 2))).toThrow(/NaN in example 1, feature 1/);
  scaler.fit(table([1, 2, 3, 4], 2));
  expect(() => scaler.transform(table([Infinity, 1], 2))).toThrow(/Infinity in example 0, feature 0/);
  expect(() => scaler.transform(table([1], 1))).toThrow(/1 features, but was fitted on 2/);
});
