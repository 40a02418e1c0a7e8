import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileKernel } from "./index.ts";

/** A kernel of the frame, and what Dawn left in y: scripts/wgsl-values.ts records it. */
interface Recorded {
  readonly body: string;
  readonly before: string;
  readonly y: readonly number[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const { frame } = read("./verdicts.json") as { readonly frame: string };
const recorded = read("./values.json") as readonly Recorded[];
const a = Float32Array.from({ length: 64 }, (_, i) => 3 * Math.sin(7.3 * i));

test.each(recorded)("$body", ({ body, before, y }) => {
  const ours = new Float32Array(64);
  const code = frame.replace("/*before*/", () => before).replace("/*body*/", () => body);
  const { faults } = compileKernel(code).run({ buffers: [a, ours], workgroups: 1 });
  expect(faults).toEqual([]);
  // WGSL allows functions such as sqrt and length to be off by some units in the last place.
  ours.forEach((value, i) =>
    expect(Math.abs(value - y[i]!)).toBeLessThanOrEqual(1e-5 * (1 + Math.abs(y[i]!))),
  );
});
