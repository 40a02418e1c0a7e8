import { type Backend, reference } from "@downhill/tensor";
import { costOf } from "@downhill/tensor/trace";

/** What a backend was asked for since it was made. */
export interface Counts {
  kernels: number;
  flops: number;
  bytes: number;
  /** How often values were brought back to JavaScript. */
  reads: number;
}

/** The reference backend in float32, counting: kernels, arithmetic, bytes and reads. */
export function countingBackend(): { readonly backend: Backend; readonly counts: Counts } {
  const counts: Counts = { kernels: 0, flops: 0, bytes: 0, reads: 0 };
  const backend: Backend = {
    ...reference,
    name: "counting",
    float: "float32",
    run(kernel, inputs, attrs) {
      const output = reference.run(kernel, inputs, attrs);
      const { flops, bytes } = costOf(kernel, inputs, output, attrs);
      counts.kernels++;
      counts.flops += flops;
      counts.bytes += bytes;
      return output;
    },
    read(handle) {
      counts.reads++;
      return reference.read(handle);
    },
    live: () => reference.live(),
  };
  return { backend, counts };
}
