import { resultOf } from "../kernels.ts";
import { type Shape, sizeOf } from "../shape.ts";
import type { Info, Lowering, Lowerings } from "./tensorflow.ts";
import { bufferOf, dispatched, type GPUStore, recorded } from "./webgpu-store.ts";
import {
  combined,
  longestRun,
  wholeDispatch,
  type WholeKernel,
  wholeKernels,
  wholeShader,
} from "./whole-shader.ts";

/** The number of pipelines kept; each shape has its own. */
const most = 512;
const steps = { sum: "y + x", max: "max(y, x)", min: "min(y, x)" } as const;

/**
 * Kernels on whole numbers as our own shaders. TensorFlow.js's shaders read every element as a float32, which holds
 * whole numbers only up to $2^{24}$: beyond that, even `slice` would give a neighbouring number. Everything else is as in the given
 * lowerings.
 */
export function wholeNumbers(store: GPUStore, lowerings: Lowerings): Pick<Lowerings, WholeKernel> {
  const pipelines = new Map<string, GPUComputePipeline>();
  function pipelineOf(label: string, code: string): GPUComputePipeline {
    const known = pipelines.get(code);
    if (known !== undefined) return known;
    const module = store.device.createShaderModule({ label, code });
    const made = store.device.createComputePipeline({
      label,
      layout: "auto",
      compute: { module, entryPoint: "main" },
    });
    const [oldest] = pipelines.keys();
    if (pipelines.size >= most && oldest !== undefined) pipelines.delete(oldest);
    pipelines.set(code, made);
    return made;
  }

  /** Some tensors have a label that differs from how their values are stored. */
  const isWhole = ({ dtype, dataId }: Info): boolean =>
    dtype !== "float32" && store.tensorMap.get(dataId).dtype !== "float32";
  /** A tensor without elements has no buffer, and needs no computation. */
  const isFilled = ({ shape }: { readonly shape: Shape }): boolean => sizeOf(shape) > 0;

  function made(
    name: string,
    inputs: readonly Info[],
    to: Pick<Info, "shape" | "dtype">,
    body: readonly string[],
  ): Info {
    const buffers = inputs.map((x) => bufferOf(store, x));
    const y = store.makeTensorInfo(to.shape, to.dtype);
    const { uniform, workgroups } = wholeDispatch(sizeOf(to.shape));
    const pipeline = pipelineOf(`${name} of whole numbers`, wholeShader(name, inputs.length, body));
    dispatched(store, pipeline, { uniform, buffers: [...buffers, bufferOf(store, y)], workgroups });
    recorded(store);
    return y;
  }

  const wholly =
    <K extends WholeKernel>(kernel: K): Lowering<K> =>
    (run, inputs, attrs) => {
      const to = resultOf(kernel, inputs, attrs);
      if (!inputs.every(isWhole) || ![...inputs, to].every(isFilled))
        return lowerings[kernel](run, inputs, attrs);
      const body = wholeKernels[kernel] as (...args: readonly unknown[]) => readonly string[];
      return made(kernel, inputs, to, body(inputs, attrs, to));
    };

  /** Long runs are combined in parts, and then the parts: a single invocation would process them one after another. */
  const inParts =
    (kernel: keyof typeof steps): Lowering<keyof typeof steps> =>
    (run, inputs, attrs) => {
      const [x] = inputs as readonly [Info];
      const to = resultOf(kernel, inputs, attrs);
      if (!isWhole(x) || !isFilled(x)) return lowerings[kernel](run, inputs, attrs);
      const between: Info[] = [];
      let [from, axes] = [x, attrs.axes];
      for (;;) {
        const parts = Math.ceil(sizeOf(from.shape) / sizeOf(to.shape) / longestRun);
        const form = parts < 2 ? to : { shape: [sizeOf(to.shape), parts], dtype: to.dtype };
        const y = made(kernel, [from], form, combined(steps[kernel], from, axes, parts));
        if (form === to) {
          for (const each of between) store.disposeData(each.dataId);
          return y;
        }
        between.push(y);
        [from, axes] = [y, [1]];
      }
    };

  /** Two at a time, because a shader may have only a few inputs. */
  const joined: Lowering<"concat"> = (run, inputs, attrs) => {
    const filled = inputs.filter(isFilled);
    if (!inputs.every(isWhole) || filled.length < 2) return lowerings.concat(run, inputs, attrs);
    return filled.reduce((a, b) => {
      const to = resultOf("concat", [a, b], attrs);
      const y = made("concat", [a, b], to, wholeKernels.concat([a, b], attrs, to));
      if (a !== filled[0]) store.disposeData(a.dataId);
      return y;
    });
  };

  return {
    ...(Object.fromEntries(
      (Object.keys(wholeKernels) as WholeKernel[]).map((kernel) => [kernel, wholly(kernel)]),
    ) as Pick<Lowerings, WholeKernel>),
    sum: inParts("sum"),
    max: inParts("max"),
    min: inParts("min"),
    concat: joined,
  };
}
