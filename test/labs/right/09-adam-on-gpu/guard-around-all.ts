import { add, div, mul, sqrt, square, sub, type Tensor, tidy, zeros } from "@downhill/tensor";
import { costsOf, trace } from "@downhill/tensor/trace";
import type { Gpu, Net } from "../provided/gpu.ts";

/*
 * Lab 09. Replace each `return todo(…)` with your code; keep the names and the order of the parameters. The imports above
 * are all you need; add, mul and the others take plain numbers too.
 *
 * With the right extension, an editor highlights the WGSL in a string that follows the comment `wgsl`.
 */

/** Adam's settings. */
export interface Hyper {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Adam's two running means, for each parameter. */
export interface Moments {
  readonly m: readonly Tensor[];
  readonly v: readonly Tensor[];
}

/** What a step returns. */
export interface Stepped extends Moments {
  readonly params: readonly Tensor[];
}

/**
 * Task "tensors": one step of Adam for a list of parameters, each with its gradient and moments. `step` counts from 0.
 * Only the returned tensors may stay in memory, and no number may be read back.
 */
export function adamStep(
  params: readonly Tensor[],
  gradients: readonly Tensor[],
  moments: Moments,
  hyper: Hyper,
  step: number,
): Stepped {
  const { learningRate, beta1, beta2, epsilon } = hyper;
  const t = step + 1;
  return tidy("adamStep", () => {
    const m = moments.m.map((each, i) => add(mul(beta1, each), mul(1 - beta1, gradients[i]!)));
    const v = moments.v.map((each, i) => add(mul(beta2, each), mul(1 - beta2, square(gradients[i]!))));
    const next = params.map((p, i) => {
      const mHat = div(m[i]!, 1 - beta1 ** t);
      const vHat = div(v[i]!, 1 - beta2 ** t);
      return sub(p, div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)));
    });
    return { params: next, m, v };
  });
}

/** All parameters in one array, one after another, and where each one starts. */
export interface Packed {
  readonly flat: Float32Array;
  readonly offsets: readonly number[];
}

/** Task "host": puts arrays one after another into one array. */
export function pack(arrays: readonly Float32Array[]): Packed {
  const offsets: number[] = [];
  let length = 0;
  for (const array of arrays) {
    offsets.push(length);
    length += array.length;
  }
  const flat = new Float32Array(length);
  arrays.forEach((array, i) => flat.set(array, offsets[i]));
  return { flat, offsets };
}

/** Task "host": how many workgroups of 64 invocations it takes to give each of `count` numbers an invocation. */
export function workgroups(count: number): number {
  return Math.ceil(count / 64);
}

/**
 * Task "host": what the kernel needs to know in a step, eight numbers in this order: learningRate, beta1, 1 − beta1,
 * beta2, 1 − beta2, epsilon, 1 − beta1ᵗ, 1 − beta2ᵗ. `step` counts from 0, t from 1.
 */
export function settings(hyper: Hyper, step: number): Float32Array {
  const { learningRate, beta1, beta2, epsilon } = hyper;
  const t = step + 1;
  return Float32Array.of(
    learningRate,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    1 - beta1 ** t,
    1 - beta2 ** t,
  );
}

/**
 * Task "kernel": Adam's update as one kernel in WGSL, with workgroups of 64. The bindings:
 *
 *   @binding(0)  uniform             the eight numbers of `settings`, a struct of f32
 *   @binding(1)  storage, read_write p, the parameters
 *   @binding(2)  storage, read       g, their gradients
 *   @binding(3)  storage, read_write m
 *   @binding(4)  storage, read_write v
 */
export function adamKernel(): string {
  return /* wgsl */ `
    struct Settings {
      learningRate: f32,
      beta1: f32,
      rest1: f32,
      beta2: f32,
      rest2: f32,
      epsilon: f32,
      correction1: f32,
      correction2: f32,
    }
    @group(0) @binding(0) var<uniform> s: Settings;
    @group(0) @binding(1) var<storage, read_write> p: array<f32>;
    @group(0) @binding(2) var<storage, read> g: array<f32>;
    @group(0) @binding(3) var<storage, read_write> m: array<f32>;
    @group(0) @binding(4) var<storage, read_write> v: array<f32>;

    @compute @workgroup_size(64)
    fn adam(@builtin(global_invocation_id) id: vec3<u32>) {
      let i = id.x;
      if (i < arrayLength(&p)) {
      let gradient: f32 = g[i];
      let mean = s.beta1 * m[i] + s.rest1 * gradient;
      let square = s.beta2 * v[i] + s.rest2 * gradient * gradient;
      m[i] = mean;
      v[i] = square;
      p[i] = p[i] - s.learningRate * mean / s.correction1 / (sqrt(square / s.correction2) + s.epsilon);
      }
    }`;
}

/**
 * Task "train": trains for `steps` steps with your kernel, one dispatch per step, and returns the parameters, packed. They
 * are read once, at the end; see provided/gpu.ts for what a device and a network can do.
 */
export async function train(gpu: Gpu, net: Net, hyper: Hyper, steps: number): Promise<Float32Array> {
  const { flat, offsets } = pack(net.start);
  const kernel = gpu.kernel(adamKernel());
  const uniform = gpu.buffer(settings(hyper, 0));
  console.log("training", steps, "steps");
  const p = gpu.buffer(flat);
  const [g, m, v] = [gpu.buffer(flat.length), gpu.buffer(flat.length), gpu.buffer(flat.length)];
  const parameters = offsets.map((offset) => ({ buffer: p, offset }));
  const gradients = offsets.map((offset) => ({ buffer: g, offset }));
  for (let step = 0; step < steps; step++) {
    net.gradient(parameters, gradients, step);
    gpu.write(uniform, settings(hyper, step));
    gpu.dispatch(kernel, [uniform, p, g, m, v], workgroups(flat.length));
  }
  return gpu.read(p);
}

/** What an update costs: how many kernels, how many operations, how many bytes to and from memory. */
export interface Cost {
  readonly kernels: number;
  readonly flops: number;
  readonly bytes: number;
}

/** Task "roofline": what `adamStep` costs in float32 for parameters of these sizes, counted from its trace. */
export function unfusedCost(sizes: readonly number[]): Cost {
  const some = (): Tensor[] => sizes.map((size) => zeros([size], { dtype: "float32" }));
  const hyper = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  return tidy("unfusedCost", () => {
    const inputs = { params: some(), gradients: some(), m: some(), v: some() };
    const graph = trace(
      ({ params, gradients, m, v }) => adamStep(params, gradients, { m, v }, hyper, 0),
      inputs,
    );
    const { runs, flops, bytes } = costsOf(graph).total;
    return { kernels: runs, flops, bytes };
  });
}

/** Task "roofline": what your kernel costs: the same arithmetic; p, g, m and v read once, p, m and v written once. */
export function fusedCost(sizes: readonly number[]): Cost {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const [read, written, float32] = [4, 3, 4];
  return { kernels: 1, flops: unfusedCost(sizes).flops, bytes: (read + written) * float32 * count };
}

/** A machine, as the roofline model describes it. */
export interface Machine {
  /** Bytes per second to and from memory. */
  readonly bandwidth: number;
  /** Peak operations per second. */
  readonly peak: number;
}

/** What limits a piece of work on a machine. */
export interface Bound {
  /** Operations per byte. */
  readonly intensity: number;
  readonly bound: "memory" | "compute";
  /** The least possible time. */
  readonly seconds: number;
}

/** Task "roofline": what limits a piece of work on a machine, and the least time it takes. */
export function roofline(cost: Cost, machine: Machine): Bound {
  const [moving, computing] = [cost.bytes / machine.bandwidth, cost.flops / machine.peak];
  return {
    intensity: cost.flops / cost.bytes,
    bound: moving > computing ? "memory" : "compute",
    seconds: Math.max(moving, computing),
  };
}
