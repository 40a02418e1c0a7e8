import type { Gpu, Slot } from "../provided/gpu.ts";
import type { TrainedNet } from "./net.ts";

/** The gradient of a bowl, p at the first step and a little more at each later one, from one place to another. */
const code = /* wgsl */ `
struct Place { origin: f32, goal: f32, count: f32, factor: f32 }
@group(0) @binding(0) var<uniform> s: Place;
@group(0) @binding(1) var<storage, read> p: array<f32>;
@group(0) @binding(2) var<storage, read_write> g: array<f32>;
@compute @workgroup_size(64)
fn bowl(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= u32(s.count)) { return; }
  g[u32(s.goal) + id.x] = s.factor * p[u32(s.origin) + id.x];
}`;

/** Something to train that needs no pictures: parameters of any lengths, each pulled towards zero. */
export function bowlOn(gpu: Gpu, start: readonly Float32Array[]): TrainedNet {
  const kernel = gpu.kernel(code);
  const uniform = gpu.buffer(4);
  return {
    start,
    gradient(parameters: readonly Slot[], gradients: readonly Slot[], step) {
      for (const [i, { length }] of start.entries()) {
        const [from, to] = [parameters[i]!, gradients[i]!];
        gpu.write(uniform, Float32Array.of(from.offset, to.offset, length, 1 + step / 4));
        gpu.dispatch(kernel, [uniform, from.buffer, to.buffer], Math.ceil(length / 64));
      }
    },
    losses: async () => [],
  };
}
