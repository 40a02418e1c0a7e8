import type { TypedArray } from "../dtype.ts";
import type { Info, Store } from "./tensorflow.ts";

interface Data {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** A copy on the host, of what was read. */
  values: TypedArray | null;
  resource: GPUBuffer | null;
}

/** The parts of TensorFlow.js's WebGPU backend that its public type leaves out: its buffers, and its queue. */
export interface GPUStore extends Store {
  readonly device: GPUDevice;
  readonly bufferManager: { acquireBuffer(size: number, usage: GPUBufferUsageFlags): GPUBuffer };
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

/** How many commands are sent off together, as TensorFlow.js does. */
const batch = 15;

/** Where a tensor's values lie on the device, until what is recorded now is done. */
export function bufferOf(store: GPUStore, { dataId }: Info): GPUBuffer {
  store.uploadToGPU(dataId);
  store.commandQueueOwnedIds.add(dataId);
  return store.tensorMap.get(dataId).resource!;
}

/** Counts what was recorded, and sends it off when it is enough. */
export function recorded(store: GPUStore): void {
  store.dispatchCountInPass++;
  if (store.dispatchCountInPass < batch) return;
  store.endComputePassEncoder();
  store.submitQueue();
}

/** The same buffer as a new tensor; a read of the old one that is still under way keeps what it finds to itself. */
export function renamed(store: GPUStore, { dataId, shape, dtype }: Info): Info {
  const info = store.makeTensorInfo(shape, dtype);
  const [before, after] = [store.tensorMap.get(dataId), store.tensorMap.get(info.dataId)];
  [before.resource, after.resource] = [null, before.resource];
  after.values = null;
  store.commandQueueOwnedIds.add(info.dataId);
  store.disposeData(dataId);
  return info;
}
