import type { Tier } from "@downhill/tensor";

/** Numbers in the device's memory; only a read brings them back. */
export interface GpuBuffer {
  /** How many float32 numbers it holds. */
  readonly length: number;
}

/** A program on the device, ready to run. */
export interface GpuKernel {
  readonly name: string;
}

/**
 * The part of a GPU that this lab needs. Every call except `read` only queues work, in order, and returns at once; `read`
 * waits until all of that work is done.
 */
export interface Gpu {
  /** What computes: a GPU, a program that emulates one, or the course's WGSL interpreter. */
  readonly tier: Tier;
  /** The GPU's name and driver. */
  readonly about: string;
  /** Creates a buffer with these initial numbers, or with this many zeros. */
  buffer(start: Float32Array | number): GpuBuffer;
  /** Compiles a WGSL program; create it once, run it many times. */
  kernel(code: string): GpuKernel;
  /** Writes numbers to the start of a buffer. */
  write(buffer: GpuBuffer, numbers: Float32Array): void;
  /** Runs this many workgroups of a kernel; the first buffer is the one at `@binding(0)`, and so on. */
  dispatch(kernel: GpuKernel, buffers: readonly GpuBuffer[], workgroups: number): void;
  read(buffer: GpuBuffer): Promise<Float32Array>;
}

/** Where a parameter is: its buffer, and its offset there. */
export interface Slot {
  readonly buffer: GpuBuffer;
  readonly offset: number;
}

/** A network whose pictures, labels and gradients stay on the device. */
export interface Net {
  /** The initial parameters: the numbers of W₁, b₁, W₂ and b₂. */
  readonly start: readonly Float32Array[];
  /**
   * Asks the device for the gradient of the loss on the batch of this step. It reads each parameter from its slot in the
   * first list and writes its gradient to its slot in the second.
   */
  gradient(parameters: readonly Slot[], gradients: readonly Slot[], step: number): void;
}
