import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { answerOf } from "./browser/answer-of.ts";
import type { Found } from "./browser/wasm-page.ts";

// The default device in a page: a bundler must find TensorFlow.js's binary without help.
const patience = 120_000;
let found: Found;
beforeAll(async () => {
  const page = path.join(import.meta.dirname, "browser", "wasm-page.ts");
  const answer = await answerOf<Found | { readonly failed: string }>(page, patience - 20_000);
  if ("failed" in answer) throw new Error(`in the page: ${answer.failed}`);
  found = answer;
}, patience);

test("WebAssembly starts in a bundled page with nothing set up, in one thread", () => {
  expect(found).toMatchObject({ name: "wasm" });
  expect(found.sentence).toMatch(/one thread/);
});

test("every operation and its gradients agree with the reference", () => {
  expect(found.different).toEqual([]);
  expect(found.compared).toBeGreaterThan(70);
});

test("a fused update of many parameters is right there too", () => {
  expect(found.moved).toHaveLength(1);
  expect(found.moved[0]).toBeCloseTo(0.9, 6);
});
