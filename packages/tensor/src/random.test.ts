import { expect, test } from "vitest";
import { foldIn, key, normal, permutation, randomBits, split, uniform } from "./random.ts";

// The expected words are jax 0.10.2's: jax.random.key(42), bits, split, fold_in, with its default threefry2x32.
test("gives the bits of JAX", () => {
  expect(key(42)).toEqual([0, 42]);
  expect([...randomBits(key(42), 3)]).toEqual([2098992034, 2919706841, 2646866425]);
  expect(split(key(42))).toEqual([
    [1832780943, 270669613],
    [64467757, 2916123636],
  ]);
  expect(foldIn(key(42), 7)).toEqual([2547012911, 1371500959]);
});

test("seeds above 32 bits are different keys, and others are refused", () => {
  expect(key(2 ** 32)).toEqual([1, 0]);
  expect(() => key(-1)).toThrow("key: the seed -1 is not an integer from 0");
  expect(() => key(0.5)).toThrow("use such a number, as in key(42)");
});

// With n = 20,000 draws the mean of U(0,1) has deviation 0.0020 and that of N(0,1) 0.0071; the bounds are 4 deviations.
test("uniform and normal have their mean and variance", async () => {
  const n = 20_000;
  const moments = (x: ArrayLike<number>) => {
    const mean = Array.from(x).reduce((a, b) => a + b) / n;
    return { mean, variance: Array.from(x).reduce((a, b) => a + (b - mean) ** 2, 0) / n };
  };
  const u = moments(await uniform(key(1), [n]).data());
  expect(Math.abs(u.mean - 0.5)).toBeLessThan(0.0082);
  expect(Math.abs(u.variance - 1 / 12)).toBeLessThan(0.0022);
  const z = moments(await normal(key(2), [n]).data());
  expect(Math.abs(z.mean)).toBeLessThan(0.029);
  expect(Math.abs(z.variance - 1)).toBeLessThan(0.04);
});

test("uniform stays inside its interval", async () => {
  const x = await uniform(key(3), [5000], -2, 3).data();
  expect(Math.min(...x)).toBeGreaterThanOrEqual(-2);
  expect(Math.max(...x)).toBeLessThan(3);
});

test("a permutation holds each number once, and each order comes up equally often", () => {
  expect([...permutation(key(5), 100)].toSorted((a, b) => a - b)).toEqual([...Array(100).keys()]);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = permutation(foldIn(key(9), i), 3).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // Each of the 6 orders is expected 1,000 times, with deviation 29; the bound is 4 deviations.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(116);
});
