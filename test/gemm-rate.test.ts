import type { Backend, Handle } from "@downhill/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gemmRate } from "../scripts/gemm-rate.ts";

afterEach(() => vi.restoreAllMocks());

/** A device on which a product of n × n takes the given time, in milliseconds, by its own clock. */
function taking(timeOf: (n: number, nth: number) => number) {
  let now = 0;
  let live = 0;
  const products: number[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const held = (shape: readonly number[]): Handle => {
    live++;
    return { shape, dtype: "float32" };
  };
  const backend = {
    upload: (_: unknown, shape: readonly number[]) => held(shape),
    free: () => void live--,
    read: async () => new Float32Array(1),
    run(kernel: string, [x]: readonly Handle[]) {
      const n = x!.shape[0]!;
      if (kernel === "matmul") {
        now += timeOf(n, products.filter((size) => size === n).length);
        products.push(n);
      }
      return held(x!.shape);
    },
  } as unknown as Backend;
  return { backend, products, live: () => live };
}

test("no product is so small that a device only waits, and the least of three times counts", async () => {
  // The first compiles, then the machine was busy, then not.
  const { backend, products, live } = taking((_, nth) => [900, 300, 200, 250][nth]!);
  const { gflops, size } = await gemmRate(backend);
  expect(size).toBe(256);
  expect(gflops).toBeCloseTo((2 * 256 ** 3) / 200e6, 6);
  expect(products).toEqual([256, 256, 256, 256]);
  expect(live()).toBe(0);
});

test("a fast device is tried on larger products, and its best rate is reported with the size", async () => {
  // 100 GFLOP/s, but with half a millisecond of waiting; memory is short above 2048.
  const { backend } = taking((n) => 0.5 + (2 * n ** 3) / (n < 2048 ? 1e8 : 0.5e8));
  const { gflops, size } = await gemmRate(backend);
  expect(size).toBe(1024);
  expect(gflops).toBeGreaterThan(95);
});

test("a device that is far too slow is timed once, its start aside", async () => {
  const { backend, products } = taking((_, nth) => (nth === 0 ? 9000 : 3000));
  expect((await gemmRate(backend)).gflops).toBeCloseTo((2 * 256 ** 3) / 3e9, 6);
  expect(products).toHaveLength(2);
});
