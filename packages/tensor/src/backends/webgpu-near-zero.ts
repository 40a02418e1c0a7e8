import { sizeOf } from "../shape.ts";
import { nearZeroDispatch, nearZeroShader, type series } from "./near-zero.ts";
import type { Lowerings } from "./tensorflow.ts";
import { bufferOf, dispatched, type GPUStore, recorded } from "./webgpu-store.ts";

type Name = keyof typeof series;

/**
 * WebGPU's sines may be off by $2^{-11}$ and its logarithms near 1 by $2^{-21}$, and TensorFlow.js's shaders take the others
 * from differences of numbers near 1: of arguments smaller than that nothing is left. Those results are written anew.
 *
 * @see WebGPU Shading Language, W3C, §15.7.4.1, on how exact its functions are.
 */
export function nearZero(store: GPUStore, lowerings: Pick<Lowerings, Name>): Pick<Lowerings, Name> {
  const pipelines = new Map<Name, GPUComputePipeline>();
  const pipelineOf = (name: Name): GPUComputePipeline => {
    const label = `${name} near 0`;
    const made =
      pipelines.get(name) ??
      store.device.createComputePipeline({
        label,
        layout: "auto",
        compute: {
          module: store.device.createShaderModule({ label, code: nearZeroShader(name) }),
          entryPoint: "main",
        },
      });
    pipelines.set(name, made);
    return made;
  };
  const mended =
    <K extends Name>(name: K): Lowerings[K] =>
    (run, inputs, attrs) => {
      const y = lowerings[name](run, inputs, attrs);
      const { uniform, workgroups } = nearZeroDispatch(sizeOf(y.shape));
      const buffers = [bufferOf(store, inputs[0]!), bufferOf(store, y)];
      dispatched(store, pipelineOf(name), { uniform, buffers, workgroups });
      recorded(store);
      return y;
    };
  return { sin: mended("sin"), log1p: mended("log1p"), tanh: mended("tanh"), erf: mended("erf") };
}
