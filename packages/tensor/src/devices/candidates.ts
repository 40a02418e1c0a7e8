import type { Candidate } from "./candidate.ts";
import { cudaDevice } from "./cuda.ts";
import { referenceDevice } from "./reference.ts";
import { tensorflowDevice } from "./tensorflow.ts";
import { wasmDevice } from "./wasm.ts";
import { webgpuDevice } from "./webgpu.ts";

/**
 * All devices: on a GPU, on the CPU, and the oracle.
 *
 * @example
 * ```ts
 * import { candidates } from "@downhill/tensor";
 * const opened = await candidates.find(({ name }) => name === "reference")!.open();
 * opened.tier; // "interpreter"
 * ```
 */
export const candidates: readonly Candidate[] = [
  cudaDevice,
  webgpuDevice,
  tensorflowDevice,
  wasmDevice,
  referenceDevice,
];
