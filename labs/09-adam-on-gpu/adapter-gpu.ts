import { type Binding, compileKernel } from "@downhill/grader/wgsl";
import type { Adapter } from "@downhill/tensor/webgpu";
import type { Gpu, GpuBuffer, GpuKernel } from "./gpu.ts";

class Stored implements GpuBuffer {
  readonly length: number;
  readonly buffer: GPUBuffer;

  constructor(length: number, buffer: GPUBuffer) {
    this.length = length;
    this.buffer = buffer;
  }
}

interface Compiled extends GpuKernel {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

const bufferOf = (buffer: GpuBuffer): GPUBuffer => {
  if (buffer instanceof Stored) return buffer.buffer;
  throw new TypeError("This is no buffer of the device; make one with gpu.buffer(…).");
};

const bindingType = { uniform: "uniform", read: "read-only-storage", read_write: "storage" } as const;

const entryOf = ({ binding, access }: Binding): GPUBindGroupLayoutEntry => ({
  binding,
  visibility: GPUShaderStage.COMPUTE,
  buffer: { type: bindingType[access] },
});

/** A WebGPU device: a GPU, or software that imitates one. What WebGPU complains of is thrown by the next `read`. */
export async function adapterGpu({ adapter, tier, about }: Adapter): Promise<Gpu> {
  const device = await adapter.requestDevice();
  const complaints: string[] = [];
  device.onuncapturederror = ({ error }) => complaints.push(error.message);
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const gpu: Gpu = {
    tier,
    about,
    buffer(start) {
      const length = typeof start === "number" ? start : start.length;
      const usage = STORAGE | UNIFORM | COPY_SRC | COPY_DST;
      const made = new Stored(length, device.createBuffer({ size: Math.max(16, 4 * length), usage }));
      if (typeof start !== "number") gpu.write(made, start);
      return made;
    },
    kernel(code): Compiled {
      // The interpreter knows what is bound where, and refuses what it cannot read in both languages.
      const { name, bindings } = compileKernel(code);
      const layout = device.createBindGroupLayout({ entries: bindings.map(entryOf) });
      const pipeline = device.createComputePipeline({
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: device.createShaderModule({ code }), entryPoint: name },
      });
      return { name, layout, pipeline };
    },
    write: (buffer, numbers) => device.queue.writeBuffer(bufferOf(buffer), 0, numbers.slice()),
    dispatch(kernel, buffers, workgroups) {
      const { layout, pipeline } = kernel as Compiled;
      const entries = buffers.map((buffer, binding) => {
        const { length } = buffer;
        return { binding, resource: { buffer: bufferOf(buffer), size: 4 * length } };
      });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
      pass.dispatchWorkgroups(workgroups);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    async read(buffer) {
      const size = 4 * buffer.length;
      const copy = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(bufferOf(buffer), 0, copy, 0, size);
      device.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      const numbers = new Float32Array(copy.getMappedRange()).slice();
      copy.destroy();
      const [complaint] = complaints.splice(0);
      if (complaint !== undefined) throw new Error(`WebGPU: ${complaint.split("\n")[0]}`);
      return numbers;
    },
  };
  return gpu;
}
