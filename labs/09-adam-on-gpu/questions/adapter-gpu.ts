import { type Binding, compileKernel } from "@downhill/wgsl";
import { DeviceError } from "@downhill/tensor";
import type { Adapter } from "@downhill/tensor/webgpu";
import type { Gpu, GpuBuffer, GpuKernel } from "../provided/gpu.ts";
import { AdapterRefusal, checkFits, checkWorkgroups, noBuffer, noKernel } from "./refusals.ts";

class Stored implements GpuBuffer {
  readonly length: number;
  readonly buffer: GPUBuffer;

  constructor(length: number, buffer: GPUBuffer) {
    this.length = length;
    this.buffer = buffer;
  }
}

class Compiled implements GpuKernel {
  readonly name: string;
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;

  constructor(name: string, layout: GPUBindGroupLayout, pipeline: GPUComputePipeline) {
    this.name = name;
    this.layout = layout;
    this.pipeline = pipeline;
  }
}

const bufferOf = (buffer: GpuBuffer): GPUBuffer => {
  if (buffer instanceof Stored) return buffer.buffer;
  throw noBuffer(buffer);
};

/** Milliseconds that a failed read waits for the device to report that it was lost. */
const patience = 200;

const bindingType = { uniform: "uniform", read: "read-only-storage", read_write: "storage" } as const;

const entryOf = ({ binding, access }: Binding): GPUBindGroupLayoutEntry => ({
  binding,
  visibility: GPUShaderStage.COMPUTE,
  buffer: { type: bindingType[access] },
});

const lossOf = (about: string, reason: string): DeviceError =>
  new DeviceError("device-lost", {
    en: `The adapter (${about}) was lost during the run (${reason}). Grade again, or set DOWNHILL_DEVICE=reference to grade with the interpreter alone.`,
    zh: `适配器（${about}）在运行途中丢失（${reason}）。请重新评分；也可以设置 DOWNHILL_DEVICE=reference，只用解释器评分。`,
  });

/**
 * A WebGPU device: a GPU, or software that imitates one. `read` throws an AdapterRefusal for any WebGPU error until
 * then, and a DeviceError when the device is lost, which is also reported to `leave`.
 */
export async function adapterGpu(
  { adapter, tier, about }: Adapter,
  leave: () => void = () => undefined,
): Promise<Gpu> {
  const device = await adapter.requestDevice();
  const complaints: string[] = [];
  device.addEventListener("uncapturederror", (event) => {
    event.preventDefault(); // otherwise it would be printed in full, as if by the learner
    complaints.push(event.error.message);
  });
  const lost = device.lost.then(({ reason, message }): never => {
    leave();
    throw lossOf(about, message.trim() === "" ? reason : message.trim());
  });
  lost.catch(() => undefined); // a later read awaits it, if there is one
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
    kernel(code) {
      // The interpreter knows what is bound where, and refuses what it cannot read in both languages.
      const { name, bindings } = compileKernel(code);
      const layout = device.createBindGroupLayout({ entries: bindings.map(entryOf) });
      const pipeline = device.createComputePipeline({
        layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: { module: device.createShaderModule({ code }), entryPoint: name },
      });
      return new Compiled(name, layout, pipeline);
    },
    write(buffer, numbers) {
      checkFits(numbers, buffer.length);
      device.queue.writeBuffer(bufferOf(buffer), 0, numbers.slice());
    },
    dispatch(kernel, buffers, workgroups) {
      if (!(kernel instanceof Compiled)) throw noKernel(kernel);
      checkWorkgroups(workgroups);
      const { layout, pipeline } = kernel;
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
      const mapped = copy.mapAsync(GPUMapMode.READ).then(
        () => true,
        () => false,
      );
      // A lost device refuses the mapping, sometimes before it reports its loss.
      const done = await Promise.race([mapped, lost]);
      if (!done) await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, patience))]);
      const [complaint] = complaints.splice(0);
      if (complaint !== undefined) throw new AdapterRefusal(about, complaint);
      if (!done) throw lossOf(about, "mapAsync");
      const numbers = new Float32Array(copy.getMappedRange()).slice();
      copy.destroy();
      return numbers;
    },
  };
  return gpu;
}
