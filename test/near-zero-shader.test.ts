import { compileKernel, describeFault } from "@downhill/wgsl";
import { expect, test } from "vitest";
import { waveShader } from "../packages/tensor/src/backends/wave-shader.ts";
import { erf } from "../packages/tensor/src/backends/erf.ts";
import { nearZeroDispatch, nearZeroShader, type series } from "../packages/tensor/src/backends/near-zero.ts";

// The shaders that fix WebGPU's functions near 0, in the interpreter: no GPU is needed.

const meant: Readonly<Record<keyof typeof series, (x: number) => number>> = {
  sin: Math.sin,
  log1p: Math.log1p,
  tanh: Math.tanh,
  erf,
};
const sizes = Array.from({ length: 200 }, (_, i) => 10 ** (-37 + (36.4 * i) / 200));
const near = Float32Array.from([...sizes, 0.2499, 0, ...[...sizes, 0.2499, 0].map((x) => -x)]);
const far = Float32Array.of(0.25, -0.25, 1, -3, 1e30, Infinity, -Infinity, NaN);

test.each(Object.entries(meant))("%s: float32's digits below 1/4, and nothing touched above", (name, f) => {
  const x = Float32Array.of(...near, ...far);
  const before = Float32Array.from(x, (_, i) => 1000 + i);
  const y = before.slice();
  const { uniform, workgroups } = nearZeroDispatch(x.length);
  const { faults } = compileKernel(nearZeroShader(name as keyof typeof series)).run({
    buffers: [new Uint32Array(uniform), x, y],
    workgroups: [...workgroups, 1],
  });
  expect(faults.map((fault) => describeFault(fault).en)).toEqual([]);
  expect(y.subarray(near.length)).toEqual(before.subarray(near.length));
  near.forEach((each, i) => {
    expect(Math.abs(y[i]! - f(each)), `${name} of ${each}`).toBeLessThanOrEqual(4e-7 * Math.abs(f(each)));
    expect(Object.is(y[i], -0), `the sign of ${name} of ${each}`).toBe(Object.is(each, -0));
  });
});

test.each([
  ["sin", Math.sin, 1 / 4],
  ["cos", Math.cos, 0],
] as const)("%s: float32's digits up to 2^19, and nothing touched beyond", (name, f, from) => {
  const random = Array.from(
    { length: 3000 },
    (_, i) => from + ((i * 0.6180339887) % 1) * 10 ** ((i % 60) / 10),
  );
  const turns = Array.from({ length: 400 }, (_, i) => (i * 97 * Math.PI) / 2);
  const inside = Float32Array.from(
    [...random, ...turns, 2 ** 19, 250_105].filter((x) => x >= from && x <= 2 ** 19),
  );
  const beside = from === 0 ? [] : [0.2499, -0.1, 0];
  const outside = Float32Array.of(2 ** 19 + 1, -1e6, 1e30, Infinity, -Infinity, NaN, ...beside);
  const x = Float32Array.of(...inside, ...inside.map((each) => -each), ...outside);
  const before = Float32Array.from(x, (_, i) => 1000 + i);
  const y = before.slice();
  const { uniform, workgroups } = nearZeroDispatch(x.length);
  const { faults } = compileKernel(waveShader(name)).run({
    buffers: [new Uint32Array(uniform), x, y],
    workgroups: [...workgroups, 1],
  });
  expect(faults.map((fault) => describeFault(fault).en)).toEqual([]);
  expect(y.subarray(2 * inside.length)).toEqual(before.subarray(2 * inside.length));
  for (let i = 0; i < 2 * inside.length; i++)
    expect(Math.abs(y[i]! - f(x[i]!)), `${name} of ${x[i]!}`).toBeLessThanOrEqual(3e-7);
});
