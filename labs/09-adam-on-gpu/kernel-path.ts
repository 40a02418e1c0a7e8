import type { Gpu } from "./gpu.ts";
import { expectedSettings, expectedStep, noise, type Weights } from "./numbers.ts";

/** No multiple of 64: the last workgroup has 24 invocations too many. */
export const elements = 1000;
const groups = 16;
const steps = 3;
const hyper = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 };
const begin: Weights = {
  p: noise(1, elements),
  m: noise(2, elements),
  v: noise(3, elements).map((x) => x * x),
};
const gradientAt = (step: number): Float32Array => noise(10 + step, elements);
export const pathNames = ["p", "m", "v"] as const;

export type Path = Readonly<Record<(typeof pathNames)[number], ArrayLike<number>[]>>;

/** Where three steps of the packages' Adam lead, in float64. */
export function expectedPath(): Path {
  const path: Path = { p: [], m: [], v: [] };
  let at = begin;
  for (let step = 0; step < steps; step++) {
    at = expectedStep(at, gradientAt(step), hyper, step);
    for (const name of pathNames) path[name].push(at[name]);
  }
  return path;
}

/** What three dispatches leave in the buffers at bindings 1, 3 and 4. */
export async function pathOn(gpu: Gpu, code: string): Promise<Path> {
  const kernel = gpu.kernel(code);
  const [p, m, v] = pathNames.map((name) => gpu.buffer(Float32Array.from(begin[name])));
  const [uniform, g] = [gpu.buffer(8), gpu.buffer(elements)];
  const path: Path = { p: [], m: [], v: [] };
  for (let step = 0; step < steps; step++) {
    gpu.write(uniform, expectedSettings(hyper, step));
    gpu.write(g, gradientAt(step));
    gpu.dispatch(kernel, [uniform, p!, g, m!, v!], groups);
    for (const [name, buffer] of [
      ["p", p],
      ["m", m],
      ["v", v],
    ] as const)
      path[name].push(await gpu.read(buffer!));
  }
  return path;
}
