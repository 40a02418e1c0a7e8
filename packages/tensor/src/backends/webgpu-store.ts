import { DeviceError } from "../devices/device-error.ts";
import type { TypedArray } from "../dtype.ts";
import type { Info, Store } from "./tensorflow.ts";

interface Data {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** A host copy of values that were read. */
  values: TypedArray | null;
  resource: GPUBuffer | null;
}

/** The parts of TensorFlow.js's WebGPU backend that its public type leaves out: its buffers, and its queue. */
export interface GPUStore extends Store {
  readonly device: GPUDevice;
  readonly bufferManager: {
    acquireBuffer(size: number, usage: GPUBufferUsageFlags, ...how: readonly boolean[]): GPUBuffer;
  };
  readonly tensorMap: { get(dataId: object): Data };
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly uniformPendingDisposal: GPUBuffer[];
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: readonly number[], dtype: string): Info;
  refCount(dataId: object): number;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/**
 * Refuses anything too large before calling the device: a buffer that the device rejects would spoil everything
 * computed after it. Everything the kernel has done by then is undone.
 */
export function withinLimits({ bufferManager, device }: Pick<GPUStore, "bufferManager" | "device">): void {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (size, usage, ...how) => {
    if (size > largest) throw tooLarge(size, largest);
    return acquire(size, usage, ...how);
  };
}

function tooLarge(size: number, largest: number): DeviceError {
  const [given, limit] = [size, largest].map((bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`);
  return new DeviceError("too-large", {
    en: `webgpu: a tensor of ${given} is more than the ${limit} that this device takes in one; make the batch or the network smaller, or use --device wasm.`,
    zh: `webgpu：有一个张量需要 ${given}，超过此设备单个张量的上限 ${limit}；请减小批次或网络，或改用 --device wasm。`,
  });
}

/** How many commands are submitted together, as in TensorFlow.js. */
const batch = 15;

/** Where a tensor's values are on the device, until the recorded commands are done. */
export function bufferOf(store: GPUStore, { dataId }: Info): GPUBuffer {
  store.uploadToGPU(dataId);
  store.commandQueueOwnedIds.add(dataId);
  return store.tensorMap.get(dataId).resource!;
}

/** Counts recorded commands, and submits them when there are enough. */
export function recorded(store: GPUStore): void {
  store.dispatchCountInPass++;
  if (store.dispatchCountInPass < batch) return;
  store.endComputePassEncoder();
  store.submitQueue();
}

/** Puts one of our own shaders among the commands: binding 0 is its uniform, then come the buffers. */
export function dispatched(
  store: GPUStore,
  pipeline: GPUComputePipeline,
  {
    uniform,
    buffers,
    workgroups,
  }: {
    readonly uniform: ArrayBuffer;
    readonly buffers: readonly GPUBuffer[];
    readonly workgroups: readonly [x: number, y: number];
  },
): void {
  const group = store.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [uniformOf(store, uniform), ...buffers].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    })),
  });
  store.ensureCommandEncoderReady();
  const pass = (store.computePassEncoder ??= store.commandEncoder!.beginComputePass());
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...workgroups);
}

/** A uniform buffer from the pool; it is returned when the recorded commands are submitted. */
function uniformOf(store: GPUStore, bytes: ArrayBuffer): GPUBuffer {
  const { COPY_DST, UNIFORM } = GPUBufferUsage;
  const buffer = store.bufferManager.acquireBuffer(bytes.byteLength, COPY_DST | UNIFORM);
  store.device.queue.writeBuffer(buffer, 0, bytes);
  store.uniformPendingDisposal.push(buffer);
  return buffer;
}

/** The same buffer as a new tensor; a pending read of the old one does not affect it. */
export function renamed(store: GPUStore, { dataId, shape, dtype }: Info): Info {
  const info = store.makeTensorInfo(shape, dtype);
  const [before, after] = [store.tensorMap.get(dataId), store.tensorMap.get(info.dataId)];
  [before.resource, after.resource] = [null, before.resource];
  after.values = null;
  store.commandQueueOwnedIds.add(info.dataId);
  store.disposeData(dataId);
  return info;
}
