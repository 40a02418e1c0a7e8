import type { Elementwise, FusedElementwise } from "../backend.ts";
import { sizeOf } from "../shape.ts";
import type { Adapted, Info } from "./tensorflow.ts";
import { bufferOf, dispatched, type GPUStore, recorded, renamed } from "./webgpu-store.ts";
import { type Shader, shaderOf } from "./wgsl.ts";

interface Compiled extends Shader {
  readonly pipeline: GPUComputePipeline;
}

/** Runs elementwise programs as our own shaders, between TensorFlow.js's kernels and in their order. */
export function fusedOn(store: GPUStore, { adopt, free }: Adapted): FusedElementwise {
  const { device } = store;
  const shaders = new WeakMap<Elementwise, Map<string, Compiled | undefined>>();
  const shaderFor = (program: Elementwise, into: readonly (number | undefined)[]): Compiled | undefined => {
    const known = shaders.get(program) ?? new Map<string, Compiled | undefined>();
    shaders.set(program, known);
    const key = into.join();
    if (!known.has(key)) known.set(key, compiled(device, program, into));
    return known.get(key);
  };
  return (program, inputs, scalars, into = []) => {
    const { shape, dtype } = inputs[0]!;
    const infos = inputs as readonly Info[];
    const given = (i: number | undefined): i is number => i !== undefined;
    const reused = into.map((i) => (given(i) && store.refCount(infos[i]!.dataId) === 1 ? i : undefined));
    const count = sizeOf(shape);
    const shader = dtype === "float32" && count > 0 ? shaderFor(program, reused) : undefined;
    const dispatch = shader?.dispatch(count, scalars);
    if (shader === undefined || dispatch === undefined) return undefined;
    // Anything too large for the device is refused here, before anything is created.
    const inputBuffers = infos.map((each) => bufferOf(store, each));
    const outputs = program.outputs.map((_, k) => {
      const i = reused[k];
      return i === undefined ? adopt(store.makeTensorInfo(shape, dtype)) : infos[i]!;
    });
    const added = outputs.filter((_, k) => reused[k] === undefined);
    const buffers = [...inputBuffers, ...added.map((each) => bufferOf(store, each))];
    dispatched(store, shader.pipeline, { ...dispatch, buffers });
    for (const i of into) if (given(i) && !reused.includes(i)) free(infos[i]!);
    const results = outputs.map((output, k) => (reused[k] === undefined ? output : renamed(store, output)));
    recorded(store);
    return results;
  };
}

function compiled(
  device: GPUDevice,
  program: Elementwise,
  into: readonly (number | undefined)[],
): Compiled | undefined {
  const shader = shaderOf(program, into);
  if (shader === undefined || shader.bufferCount > device.limits.maxStorageBuffersPerShaderStage)
    return undefined;
  const module = device.createShaderModule({ label: program.name, code: shader.code });
  const pipeline = device.createComputePipeline({
    label: program.name,
    layout: "auto",
    compute: { module, entryPoint: "main" },
  });
  return { ...shader, pipeline };
}
