import * as wgsl from "@downhill/wgsl";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

const code =
  "@group(0) @binding(0) var<storage, read_write> x: array<f32>; @compute @workgroup_size(1) fn main() { x[0] = 1.0; }";

const samples: Readonly<Record<string, Sample>> = {
  compileKernel: [wgsl.compileKernel, code, {}],
  run: [(how: never) => wgsl.compileKernel(code).run(how), { buffers: [new Float32Array(2)], workgroups: 1 }],
};

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});
