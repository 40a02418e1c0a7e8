import { key } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dataset } from "../dataset.ts";
import { shuffle } from "./shuffle.ts";
import { split } from "./split.ts";

const counted = (size: number) =>
  dataset({
    x: Float32Array.from({ length: size }, (_, i) => i),
    shape: [1],
    y: Int32Array.from({ length: size }, (_, i) => 3 * i),
  });

test("the parts share no example and lose none; x and y stay aligned", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 60 }), fc.nat(), (n, seed) => {
      const parts = split(counted(n), { fractions: [0.5, 0.3, 0.2], key: key(seed) });
      expect(parts.map(({ size }) => size)).toEqual([
        Math.round(n * 0.5),
        Math.round(n * 0.8) - Math.round(n * 0.5),
        n - Math.round(n * 0.8),
      ]);
      expect(parts.flatMap(({ y }) => [...y]).toSorted((a, b) => a - b)).toEqual([...counted(n).y]);
      for (const { x, y } of parts) expect(Array.from(x, (value) => 3 * value)).toEqual([...y]);
    }),
  );
});

test("the same key gives the same split, a different key a different one", () => {
  const testLabels = (seed: number) => [...split(counted(30), { test: 0.2, key: key(seed) }).test.y];
  expect(testLabels(1)).toHaveLength(6);
  expect(testLabels(1)).toEqual(testLabels(1));
  expect(testLabels(2)).not.toEqual(testLabels(1));
});

test("shuffle is a permutation that moves labels along", () => {
  const mixed = shuffle(counted(30), key(5));
  expect(Array.from(mixed.x, (value) => 3 * value)).toEqual([...mixed.y]);
  expect([...mixed.x]).not.toEqual([...counted(30).x]);
  expect([...mixed.x].toSorted((a, b) => a - b)).toEqual([...counted(30).x]);
});

test.each([[[0.5, 0.4]], [[1.5, -0.5]], [[1, 0]], [[NaN, 1]], [[]]])("refuses fractions %o", (fractions) => {
  expect(() => split(counted(10), { fractions, key: key(0) })).toThrow(/must be positive and sum to 1/);
});

test("refuses a test part without an example", () => {
  expect(() => split(counted(10), { test: 0.01, key: key(0) })).toThrow(/part 1 .* would be empty/);
});
