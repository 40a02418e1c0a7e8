import { device, key, reference, type Shape } from "@downhill/tensor";
import { expect, test } from "vitest";
import {
  allZeros,
  fans,
  heNormal,
  heUniform,
  type Initialiser,
  xavierNormal,
  xavierUniform,
} from "./index.ts";

const shape = [300, 200] as const;
const xavier = 2 / 500;
const he = 2 / 300;

/** Kurtosis κ of each distribution: the variance of a sample variance is σ⁴(κ − 1)/n. */
const table: Record<string, { init: Initialiser; variance: number; kurtosis: number; bound: number }> = {
  xavierUniform: { init: xavierUniform, variance: xavier, kurtosis: 9 / 5, bound: Math.sqrt(6 / 500) },
  xavierNormal: { init: xavierNormal, variance: xavier, kurtosis: 3, bound: Infinity },
  heUniform: { init: heUniform, variance: he, kurtosis: 9 / 5, bound: Math.sqrt(6 / 300) },
  heNormal: { init: heNormal, variance: he, kurtosis: 3, bound: Infinity },
};

// A sample of n = 60,000: mean and variance must lie within 4 standard errors of the formula's, which a right
// initialiser misses once in 15,000 keys. The keys are fixed, so this cannot flicker.
test.each(Object.entries(table))("%s: mean and variance match the formula's", async (_, row) => {
  for (const seed of [1, 2, 3]) {
    const w = Float64Array.from(await row.init(key(seed), shape).data());
    const n = w.length;
    const mean = w.reduce((total, value) => total + value, 0) / n;
    const variance = w.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1);
    expect(n).toBe(60_000);
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(row.variance / n));
    expect(Math.abs(variance - row.variance)).toBeLessThan(
      4 * row.variance * Math.sqrt((row.kurtosis - 1) / n),
    );
    const largest = w.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(row.bound);
    expect(largest).toBeGreaterThan(Math.min(row.bound * 0.999, 3.5 * Math.sqrt(row.variance)));
  }
});

test.each(Object.entries(table))(
  "%s: the same key gives the same numbers, a different key different ones",
  async (_, { init }) => {
    const draw = async (seed: number) => await init(key(seed), [4, 5]).data();
    expect(await draw(7)).toEqual(await draw(7));
    expect(await draw(7)).not.toEqual(await draw(8));
  },
);

// wasm holds float32: the draw and its product with the deviation are each rounded to 2⁻²⁴.
test.each(Object.entries(table))("%s: the same numbers on wasm, up to float32", async (_, { init }) => {
  const here = await init(key(7), [40, 50]).data();
  const there = await init(key(7), [40, 50], { backend: await device("wasm") }).data();
  expect(there).toBeInstanceOf(Float32Array);
  here.forEach((value, i) => {
    expect(Math.abs(there[i]! - value)).toBeLessThanOrEqual(2 ** -22 * Math.abs(value));
  });
});

test("an initialiser leaves one tensor in memory", () => {
  const before = reference.live();
  const kept = Object.values(table).map(({ init }) => init(key(0), [2, 3]));
  expect(reference.live() - before).toBe(kept.length);
});

test("fans count a convolution's window, and a shape with one axis has none", () => {
  expect(fans([784, 256])).toEqual({ fanIn: 784, fanOut: 256 });
  expect(fans([3, 3, 16, 32])).toEqual({ fanIn: 144, fanOut: 288 });
  const bias: Shape = [10];
  for (const { init } of Object.values(table)) {
    expect(() => init(key(0), bias)).toThrow(
      "fans: [10] is not the shape of a weight; use [inputs,outputs], or allZeros for a bias",
    );
  }
});

test("allZeros is zero, for any shape", async () => {
  expect(await allZeros(key(0), [2, 2]).data()).toEqual(new Float64Array(4));
  expect(await allZeros(key(0), [3], { dtype: "float32" }).data()).toEqual(new Float32Array(3));
});
