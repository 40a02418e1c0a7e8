import type { Watched } from "./training-battery.ts";

/** Counts at a GPU device itself, below whatever keeps buffers for later. */
export function gpuMemory(gpu: GPUDevice): Watched {
  let [reads, bytes] = [0, 0];
  const held = new Set<GPUBuffer>();
  const create = gpu.createBuffer.bind(gpu);
  gpu.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const [map, destroy] = [buffer.mapAsync.bind(buffer), buffer.destroy.bind(buffer)];
    held.add(buffer);
    bytes += descriptor.size;
    buffer.mapAsync = (...range) => {
      reads++;
      return map(...range);
    };
    buffer.destroy = () => {
      if (held.delete(buffer)) bytes -= descriptor.size;
      return destroy();
    };
    return buffer;
  };
  return {
    reads: () => reads,
    memory: () => ({ buffers: held.size, bytes }),
    [Symbol.dispose]: () => void (gpu.createBuffer = create),
  };
}
