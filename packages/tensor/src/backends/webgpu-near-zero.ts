import { sizeOf } from "../shape.ts";
import { nearZeroDispatch, nearZeroShader, type series } from "./near-zero.ts";
import type { Lowerings } from "./tensorflow.ts";
import { waveShader } from "./wave-shader.ts";
import { bufferOf, dispatched, type GPUStore, recorded } from "./webgpu-store.ts";

type Name = keyof typeof series;

/**
 * WebGPU's sines and cosines may be off by $2^{-11}$, beyond $\pm\pi$ by any amount, and its logarithms near 1 by $2^{-21}$; and
 * TensorFlow.js's shaders compute the others from differences of numbers near 1, which lose small arguments
 * completely. Those results are overwritten.
 *
 * @see WebGPU Shading Language, W3C, §15.7.4.1, on the accuracy of its functions.
 */
export function nearZero(
  store: GPUStore,
  lowerings: Pick<Lowerings, Name | "cos">,
): Pick<Lowerings, Name | "cos"> {
  const pipelines = new Map<string, GPUComputePipeline>();
  const pipelineOf = (code: string): GPUComputePipeline => {
    const label = code.slice(3, code.indexOf("\n"));
    const made =
      pipelines.get(code) ??
      store.device.createComputePipeline({
        label,
        layout: "auto",
        compute: {
          module: store.device.createShaderModule({ label, code }),
          entryPoint: "main",
        },
      });
    pipelines.set(code, made);
    return made;
  };
  const corrected =
    <K extends Name | "cos">(name: K, ...shaders: readonly string[]): Lowerings[K] =>
    (run, inputs, attrs) => {
      const y = lowerings[name](run, inputs, attrs);
      const { uniform, workgroups } = nearZeroDispatch(sizeOf(y.shape));
      const buffers = [bufferOf(store, inputs[0]!), bufferOf(store, y)];
      for (const code of shaders) {
        dispatched(store, pipelineOf(code), { uniform, buffers, workgroups });
        recorded(store);
      }
      return y;
    };
  return {
    sin: corrected("sin", nearZeroShader("sin"), waveShader("sin")),
    cos: corrected("cos", waveShader("cos")),
    log1p: corrected("log1p", nearZeroShader("log1p")),
    tanh: corrected("tanh", nearZeroShader("tanh")),
    erf: corrected("erf", nearZeroShader("erf")),
  };
}
