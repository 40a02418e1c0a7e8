import { expect, test } from "vitest";
import type { Backend } from "../backend.ts";
import { wasm } from "../backends/wasm.ts";
import { trialStep } from "./trial-step.ts";

test("a trial step takes some time, and leaves nothing in memory, fused or not", async () => {
  const backend = await wasm();
  const before = backend.live();
  expect(await trialStep(backend)).toBeGreaterThan(0);
  const { fused: _, ...unfused } = backend;
  expect(await trialStep(unfused)).toBeGreaterThan(0);
  expect(backend.live()).toBe(before);
});

test("the update is the same in one pass and node by node, with the products of a layer and its gradient", async () => {
  const backend = await wasm();
  const kernels: string[] = [];
  const watched = (own: Partial<Backend>): Backend => ({
    ...backend,
    ...own,
    run: (kernel, inputs, attrs) => {
      kernels.push(kernel);
      return backend.run(kernel, inputs, attrs);
    },
  });
  const first = async (own: Partial<Backend>): Promise<number> => {
    const seen: number[] = [];
    await trialStep(
      watched({
        ...own,
        read: async (handle) => {
          const values = await backend.read(handle);
          seen.push(values[0]!);
          return values;
        },
      }),
    );
    return seen[0]!;
  };
  const fused = await first({});
  expect(kernels.slice(0, 4)).toEqual(["matmul", "tanh", "matmul", "slice"]);
  // 0.01 minus a step of 0.001 · 0.1 ḡ / (√(0.001 ḡ²) + 1e-8), which is the same for any gradient.
  expect(fused).toBeCloseTo(0.01 - (0.001 * 0.1) / Math.sqrt(0.001), 5);
  expect(await first({ fused: () => undefined })).toBeCloseTo(fused, 6);
});
