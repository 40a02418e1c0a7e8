import path from "node:path";
import { reference, useBackend } from "@downhill/tensor";
import { train } from "@downhill/train";
import { beforeAll, expect, test } from "vitest";
import { answerOf } from "./browser/answer-of.ts";
import type { Found } from "./browser/webgpu-page.ts";
import { problem } from "./tiny-training.ts";

// The same backend in a page, over the browser's own navigator.gpu, bundled as a user's program would be.
const patience = 240_000;
let found: Found;
beforeAll(async () => {
  const page = path.join(import.meta.dirname, "browser", "webgpu-page.ts");
  const answer = await answerOf<Found | { readonly failed: string }>(page, patience - 20_000);
  if ("failed" in answer) throw new Error(`in the page: ${answer.failed}`);
  found = answer;
}, patience);

test("a page opens its browser's WebGPU, and reports a GPU imitated by software", () => {
  expect(found).toMatchObject({ name: "webgpu", tier: "software", hasProcess: false });
  expect(found.sentence).toMatch(/^webgpu \(software: CPU, emulating a GPU: .*swiftshader.*\), as asked$/);
  expect(found.zh).toMatch(/^webgpu（软件模拟：CPU，模拟 GPU：.*swiftshader.*），按你的要求$/);
});

test("a request for a GPU is answered that there is only a software adapter", () => {
  expect(found.hardware).toMatch(
    /^DeviceError: webgpu: the browser offers only a software adapter \(.*swiftshader.*\), slower than wasm; turn on/,
  );
});

test("every operation and its gradients agree with the reference, and leave nothing in memory", () => {
  expect(found.different).toEqual([]);
  expect(found.compared).toBeGreaterThan(70);
  expect(found.held[1]).toBe(found.held[0]);
});

test("ten steps of training follow the reference's, 2e-5 relative at most", async () => {
  using _ = useBackend(reference);
  const { history } = await train({ ...problem(), steps: 10, every: 1 });
  expect(found.losses).toHaveLength(10);
  const apart = history.map(({ loss }, i) => Math.abs(found.losses[i]! - loss) / loss);
  expect(Math.max(...apart)).toBeLessThan(2e-5);
});

test("a lost device gives a clear error", () => {
  expect(found.lost).toMatch(/^DeviceError: webgpu: the device was lost \(destroyed\).*checkpoint/);
});
