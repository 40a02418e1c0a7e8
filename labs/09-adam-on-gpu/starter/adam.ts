import { todo } from "@downhill/grader/todo";
import type { Tensor } from "@downhill/tensor";
import type { Gpu, Net } from "../gpu.ts";

/*
 * Lab 09. Replace each `return todo(…)` by your code; keep the names and the order of the parameters.
 * A leading underscore only tells TypeScript that a parameter is not used yet: drop it when you use it.
 *
 * An editor colours the WGSL in a string that follows the comment `wgsl`, if it has an extension for that.
 */

/** The numbers that Adam is set to. */
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

/** What a step leaves behind. */
export interface Stepped extends Moments {
  readonly params: readonly Tensor[];
}

/**
 * Task "tensors": one step of Adam for a list of parameters, each with its gradient and moments. `step` counts from 0.
 * Nothing but the answer may stay in memory, and no number may be read back.
 *
 * You will need: `import { add, div, mul, sqrt, square, sub, tidy } from "@downhill/tensor";` (they take numbers too).
 */
export function adamStep(
  _params: readonly Tensor[],
  _gradients: readonly Tensor[],
  _moments: Moments,
  _hyper: Hyper,
  _step: number,
): Stepped {
  return todo("tensors");
}

/** All parameters in one array, one after another, and where each begins. */
export interface Packed {
  readonly flat: Float32Array;
  readonly offsets: readonly number[];
}

/** Task "host": lays arrays one after another into one. */
export function pack(_arrays: readonly Float32Array[]): Packed {
  return todo("host");
}

/** Task "host": how many workgroups of 64 invocations it takes so that each of `count` numbers has an invocation. */
export function workgroups(_count: number): number {
  return todo("host");
}

/**
 * Task "host": what the kernel needs to know in a step, eight numbers in this order: learningRate, beta1, 1 − beta1,
 * beta2, 1 − beta2, epsilon, 1 − beta1ᵗ, 1 − beta2ᵗ. `step` counts from 0, t from 1.
 */
export function settings(_hyper: Hyper, _step: number): Float32Array {
  return todo("host");
}

/**
 * Task "kernel": Adam's update as one kernel in WGSL, with workgroups of 64. What is bound:
 *
 *   @binding(0)  uniform             the eight numbers of `settings`, a struct of f32
 *   @binding(1)  storage, read_write p, the parameters
 *   @binding(2)  storage, read       g, their gradients
 *   @binding(3)  storage, read_write m
 *   @binding(4)  storage, read_write v
 */
export function adamKernel(): string {
  return todo("kernel");
}

/**
 * Task "train": trains for so many steps with your kernel, one dispatch a step, and returns the parameters, packed. They
 * are read once, at the end; gpu.ts says what a device can do, and what a network does.
 */
export async function train(_gpu: Gpu, _net: Net, _hyper: Hyper, _steps: number): Promise<Float32Array> {
  return todo("train");
}

/** What an update takes: how many kernels, how much arithmetic, how many bytes to and from memory. */
export interface Cost {
  readonly kernels: number;
  readonly flops: number;
  readonly bytes: number;
}

/**
 * Task "roofline": what `adamStep` takes in float32 for parameters of these sizes, counted from its trace.
 *
 * You will need: `import { costsOf, trace } from "@downhill/tensor/trace";` and `zeros` from "@downhill/tensor".
 */
export function unfusedCost(_sizes: readonly number[]): Cost {
  return todo("roofline");
}

/** Task "roofline": what your kernel takes: the same arithmetic; p, g, m and v are read once, p, m and v written once. */
export function fusedCost(_sizes: readonly number[]): Cost {
  return todo("roofline");
}

/** A machine, as a roofline sees it. */
export interface Machine {
  /** Bytes per second to and from memory. */
  readonly bandwidth: number;
  /** Operations per second at best. */
  readonly peak: number;
}

/** What a machine can make of a piece of work. */
export interface Bound {
  /** Operations per byte. */
  readonly intensity: number;
  readonly bound: "memory" | "compute";
  /** At best. */
  readonly seconds: number;
}

/** Task "roofline": what limits a piece of work on a machine, and the least time that it takes. */
export function roofline(_cost: Cost, _machine: Machine): Bound {
  return todo("roofline");
}
