import type { Candidate } from "./candidate.ts";
import { referenceDevice } from "./reference.ts";
import { cudaDevice, tensorflowDevice } from "./tensorflow.ts";
import { wasmDevice } from "./wasm.ts";
import { webgpuDevice } from "./webgpu.ts";

/** Every device there is, the fastest first. */
export const candidates: readonly Candidate[] = [
  cudaDevice,
  webgpuDevice,
  tensorflowDevice,
  wasmDevice,
  referenceDevice,
];
