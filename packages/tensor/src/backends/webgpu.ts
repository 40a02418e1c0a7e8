import { checkChoice } from "../check-choice.ts";
import type { Backend } from "../backend.ts";
import { arrayOf } from "../dtype.ts";
import type { Adapter } from "../devices/adapter.ts";
import { type AdapterOptions, openAdapter } from "../devices/open-adapter.ts";
import { deviceLoss } from "./device-loss.ts";
import { Uploads, withUnseenIndices } from "./indexed.ts";
import { common, tensorflow } from "./tensorflow.ts";
import { checkOptions } from "../options.ts";
import { copies } from "./webgpu-copies.ts";
import { fusedOn } from "./webgpu-fused.ts";
import { webgpuLowerings } from "./webgpu-lowerings.ts";
import { nearZero } from "./webgpu-near-zero.ts";
import { checkKernels, loadKernels } from "./webgpu-kernels.ts";
import { withinLimits } from "./webgpu-store.ts";
import { wholeNumbers } from "./webgpu-whole.ts";

export type { Adapter } from "../devices/adapter.ts";
export { type AdapterOptions, openAdapter } from "../devices/open-adapter.ts";

/** A backend that runs on a WebGPU device, which is exposed for your own kernels. */
export interface WebGPU extends Backend, Omit<Adapter, "adapter"> {
  readonly gpu: GPUDevice;
  /** The version of TensorFlow.js, which provides the kernels. */
  readonly version: string;
}

/** The open devices, by tier; a device that was lost or has rejected something is removed. */
const open = new Map<Adapter["tier"], WebGPU>();
let last: Promise<unknown> = Promise.resolve();

/**
 * TensorFlow.js's WebGPU kernels: float32, on `navigator.gpu` in a browser and on Dawn in Node. A tier opens once, and
 * again after its device was lost or refused a kernel. The kernels are an optional peer dependency, the package
 * `@tensorflow/tfjs-backend-webgpu`.
 *
 * @throws DeviceError when the kernels are not installed, or there is no adapter of the tier; later, from any use, when the device was lost or refused a
 * kernel, or a tensor is larger than the device takes.
 * @example
 * ```ts
 * import { webgpu } from "@downhill/tensor/webgpu";
 * const opened = await webgpu({ tier: "hardware" }).catch((error: Error) => error.message); // or why there is none
 * ```
 */
export function webgpu(options: AdapterOptions = {}): Promise<WebGPU> {
  const { tier } = checkOptions("webgpu", options, ["tier"]);
  checkChoice("webgpu", "tier", tier, ["hardware", "software"]);
  const next = last.then(() => {
    const there = tier === undefined ? (open.get("hardware") ?? open.get("software")) : open.get(tier);
    return there ?? start(options);
  });
  last = next.catch(() => undefined);
  return next;
}

async function start(options: AdapterOptions): Promise<WebGPU> {
  checkKernels();
  const { adapter, tier, about } = await openAdapter(options);
  const { core, WebGPUBackend } = await loadKernels();
  // Otherwise small tensors would silently be computed on the CPU.
  core.env().set("WEBGPU_CPU_FORWARD", false);
  const gpu = await adapter.requestDevice(wishes(adapter));
  const store = withNavigator(() => new WebGPUBackend(gpu, adapter.info));
  withinLimits(store);
  const guard = deviceLoss(gpu, () => open.delete(tier));
  const lowered = { ...common, ...webgpuLowerings };
  const corrected = { ...lowered, ...copies(store, lowered), ...nearZero(store, lowered) };
  const own = { ...corrected, ...wholeNumbers(store, corrected) };
  const uploads = new Uploads();
  const adapted = tensorflow(core, "webgpu", { store, own, look: uploads.look });
  const { adopt: _, ...inner } = adapted;
  const runOn = withUnseenIndices(inner, uploads.look);
  const fused = fusedOn(store, adapted);
  const backend: WebGPU = {
    ...inner,
    gpu,
    tier,
    about,
    version: core.version_core,
    // The store keeps the array that it receives and returns the same one, with the dtype that the values had before the cast.
    upload: (data, shape, dtype) =>
      guard.now(() => uploads.note(inner.upload(data.slice(), shape, dtype), data)),
    read: async (handle) => arrayOf[handle.dtype].from(await guard.later(() => inner.read(handle))),
    run: (kernel, inputs, attrs) => guard.now(() => runOn(kernel, inputs, attrs)),
    fused: (...args) => guard.now(() => fused(...args)),
  };
  open.set(tier, backend);
  return backend;
}

/** The adapter's limits that large tensors and matrix products need. */
function wishes({ features, limits }: GPUAdapter): GPUDeviceDescriptor {
  const names = [
    "maxComputeWorkgroupStorageSize",
    "maxComputeWorkgroupsPerDimension",
    "maxStorageBufferBindingSize",
    "maxStorageBuffersPerShaderStage",
    "maxBufferSize",
    "maxComputeWorkgroupSizeX",
    "maxComputeInvocationsPerWorkgroup",
  ] as const;
  return {
    requiredFeatures: (["timestamp-query"] as const).filter((feature) => features.has(feature)),
    requiredLimits: Object.fromEntries(names.map((name) => [name, limits[name]])),
  };
}

/** TensorFlow.js looks for `navigator.gpu` before it takes a device; in Node it exists only meanwhile. */
function withNavigator<T>(make: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  if ((globalThis as { navigator?: { gpu?: unknown } }).navigator?.gpu !== undefined) return make();
  Object.defineProperty(globalThis, "navigator", { value: { gpu: {} }, configurable: true });
  try {
    return make();
  } finally {
    if (before === undefined) delete (globalThis as { navigator?: unknown }).navigator;
    else Object.defineProperty(globalThis, "navigator", before);
  }
}
