import type { Tier } from "@downhill/tensor";

/** Numbers in the device's memory; only a read brings them back. */
export interface GpuBuffer {
  /** How many float32 numbers. */
  readonly length: number;
}

/** A program on the device, ready to run. */
export interface GpuKernel {
  readonly name: string;
}

/**
 * As much of a GPU as this lab needs. All but `read` only ask the device to do something, in this order, and come back
 * at once; `read` waits until everything asked for is done.
 */
export interface Gpu {
  /** Whether a GPU computes, a program that imitates one, or the course's interpreter of WGSL. */
  readonly tier: Tier;
  /** The GPU's name and driver. */
  readonly about: string;
  /** Makes a buffer that begins with these numbers, or with so many zeros. */
  buffer(start: Float32Array | number): GpuBuffer;
  /** Reads a program in WGSL; it must be made once and can run many times. */
  kernel(code: string): GpuKernel;
  /** Writes numbers to the beginning of a buffer. */
  write(buffer: GpuBuffer, numbers: Float32Array): void;
  /** Runs so many workgroups of a kernel; the first buffer is the one at `@binding(0)`, and so on. */
  dispatch(kernel: GpuKernel, buffers: readonly GpuBuffer[], workgroups: number): void;
  read(buffer: GpuBuffer): Promise<Float32Array>;
}

/** A parameter's place: its buffer, and where in it the parameter begins. */
export interface Slot {
  readonly buffer: GpuBuffer;
  readonly offset: number;
}

/** A network whose pictures, labels and gradients stay on the device. */
export interface Net {
  /** Where training starts: the numbers of each parameter, W₁, b₁, W₂, b₂. */
  readonly start: readonly Float32Array[];
  /**
   * Asks the device for the gradient of the loss on the batch of this step. It takes each parameter from its slot, and
   * puts its gradient where the second list says.
   */
  gradient(parameters: readonly Slot[], gradients: readonly Slot[], step: number): void;
}
