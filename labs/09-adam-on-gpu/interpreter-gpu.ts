import { compileKernel, type Kernel, type KernelRun } from "@downhill/grader/wgsl";
import type { Gpu, GpuBuffer, GpuKernel } from "./gpu.ts";

class Words implements GpuBuffer {
  readonly numbers: Float32Array;

  constructor(start: Float32Array | number) {
    this.numbers = typeof start === "number" ? new Float32Array(start) : start.slice();
  }

  get length(): number {
    return this.numbers.length;
  }
}

const numbersOf = (buffer: GpuBuffer): Float32Array => {
  if (buffer instanceof Words) return buffer.numbers;
  throw new TypeError("This is no buffer of the device; make one with gpu.buffer(…).");
};

/** A device that needs none: the course's interpreter of WGSL. It tells `watch` what each dispatch did. */
export function interpreterGpu(watch: (run: KernelRun) => void = () => undefined): Gpu {
  return {
    tier: "interpreter",
    about: "WGSL",
    buffer: (start) => new Words(start),
    kernel: (code) => compileKernel(code),
    write: (buffer, numbers) => numbersOf(buffer).set(numbers),
    dispatch: (kernel: GpuKernel, buffers, workgroups) =>
      watch((kernel as Kernel).run({ buffers: buffers.map(numbersOf), workgroups })),
    read: async (buffer) => numbersOf(buffer).slice(),
  };
}
