import { describe, expect, test } from "vitest";
import { compileKernel, DispatchError } from "../index.ts";

const head = `@group(0) @binding(0) var<storage, read_write> y: array<f32>;
var<workgroup> t: array<f32, 8>;
@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(local_invocation_index) k: u32) {
  let i = id.x;
`;

const run = (body: string, groups = 2) => {
  const y = new Float32Array(8 * groups);
  const { faults, faultCount, unwritten } = compileKernel(`${head}${body}\n}`).run({
    buffers: [y],
    workgroups: groups,
  });
  return { y: [...y], faults, faultCount, unwritten };
};

describe("barriers", () => {
  test("writes before a barrier are visible after it, within a workgroup", () => {
    const { y, faultCount } = run("t[k] = f32(i); workgroupBarrier(); y[i] = t[7u - k];");
    expect(y).toEqual([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8]);
    expect(faultCount).toBe(0);
  });

  test("without a barrier, the same is a race in shared memory", () => {
    expect(run("t[k] = f32(i); y[i] = t[7u - k];").faults[0]).toMatchObject({
      kind: "race",
      buffer: "t",
      line: 6,
    });
  });

  test("a second turn needs a second barrier", () => {
    const turns = (last: string) =>
      run(`for (var n = 0u; n < 3u; n++) { t[k] = f32(n); workgroupBarrier(); y[i] += t[7u - k]; ${last} }`);
    expect(turns("").faultCount).toBeGreaterThan(0);
    expect(turns("workgroupBarrier();").faultCount).toBe(0);
  });

  test("workgroupBarrier orders shared memory, and storageBarrier buffers", () => {
    const turned = (barrier: string) => run(`y[i] = 1.0; ${barrier}(); if (k == 0u) { y[i + 1u] = 2.0; }`);
    expect(turned("workgroupBarrier").faults[0]).toMatchObject({ kind: "race", buffer: "y", index: 1 });
    expect(turned("storageBarrier").faultCount).toBe(0);
  });

  test("no barrier orders workgroups", () => {
    const { faults } = run("y[i] = 1.0; storageBarrier(); if (i == 8u) { y[0] = 2.0; }");
    expect(faults).toMatchObject([{ kind: "race", index: 0, invocation: [8, 0, 0], other: [0, 0, 0] }]);
  });

  test("shared memory begins with zeros in each workgroup", () => {
    expect(run("t[k] += 1.0; y[i] = t[k];").y).toEqual(Array.from({ length: 16 }, () => 1));
  });
});

test("atomics do not race", () => {
  const code = `@group(0) @binding(0) var<storage, read_write> n: atomic<u32>;
    @compute @workgroup_size(64) fn main() { atomicAdd(&n, 2u); }`;
  const n = new Uint32Array(1);
  const { faultCount, unwritten } = compileKernel(code).run({ buffers: [n], workgroups: 4 });
  expect([n[0], faultCount]).toEqual([512, 0]);
  expect(unwritten.get("n")).toEqual([]);
});

test("an access outside an invocation's own variable is reported, too", () => {
  const { faults } = run("var own: array<f32, 4>; own[k] = 1.0; y[i] = own[0];", 1);
  expect(faults[0]).toMatchObject({ kind: "outside", buffer: "own", index: 4, length: 4, line: 6 });
});

describe("a dispatch that WebGPU refuses", () => {
  const copy = compileKernel(`@group(0) @binding(0) var<storage, read> a: array<f32>;
    @group(0) @binding(1) var<storage, read_write> y: array<f32>;
    @compute @workgroup_size(1) fn main() { y[0] = a[0]; }`);
  const both = new Float32Array(4);

  test.each([
    [
      "a buffer that the kernel does not declare",
      [both, new Float32Array(1), both],
      /given for @binding\(2\)/,
    ],
    ["one buffer under two names, one of them written", [both, both], /a and y are the same buffer/],
    ["parts that overlap", [both, both.subarray(2)], /a and y are the same buffer/],
  ])("%s", (_, buffers, message) => {
    expect(() => copy.run({ buffers, workgroups: 1 })).toThrow(message);
    expect(() => copy.run({ buffers, workgroups: 1 })).toThrow(DispatchError);
  });
});
