import { type Backend, reference } from "@downhill/tensor";
import { costOf } from "@downhill/tensor/trace";

/** What a backend was asked for since it was made. */
export interface Counts {
  kernels: number;
  bytes: number;
  /** How often values were brought back to JavaScript. */
  reads: number;
}

/** The reference backend in float32, counting: kernels, bytes and reads. */
export function countingBackend(): { readonly backend: Backend; readonly counts: Counts } {
  const counts: Counts = { kernels: 0, bytes: 0, reads: 0 };
  const backend: Backend = {
    ...reference,
    name: "counting",
    float: "float32",
    run(kernel, inputs, attrs) {
      const output = reference.run(kernel, inputs, attrs);
      counts.kernels++;
      counts.bytes += costOf(kernel, inputs, output, attrs).bytes;
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
