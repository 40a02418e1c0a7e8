import { compileKernel, type Kernel, type KernelRun } from "@downhill/wgsl";
import type { Gpu, GpuBuffer, GpuKernel } from "../provided/gpu.ts";
import { checkFits, checkWorkgroups, noBuffer, noKernel } from "./refusals.ts";

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
  throw noBuffer(buffer);
};

const isKernel = (kernel: GpuKernel | undefined): kernel is Kernel =>
  typeof (kernel as Kernel | undefined)?.run === "function";

/** A device that needs no hardware: the course's WGSL interpreter. It tells `watch` what each dispatch did. */
export function interpreterGpu(watch: (run: KernelRun) => void = () => undefined): Gpu {
  return {
    tier: "interpreter",
    about: "WGSL",
    buffer: (start) => new Words(start),
    kernel: (code) => compileKernel(code),
    write(buffer, numbers) {
      checkFits(numbers, numbersOf(buffer).length);
      numbersOf(buffer).set(numbers);
    },
    dispatch(kernel, buffers, workgroups) {
      if (!isKernel(kernel)) throw noKernel(kernel);
      checkWorkgroups(workgroups);
      watch(kernel.run({ buffers: buffers.map(numbersOf), workgroups }));
    },
    read: async (buffer) => numbersOf(buffer).slice(),
  };
}
