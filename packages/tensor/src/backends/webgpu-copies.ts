import { sizeOf } from "../shape.ts";
import type { Info, Lowerings } from "./tensorflow.ts";
import { bufferOf, type GPUStore, recorded } from "./webgpu-store.ts";

/** Vectors joined and split by copying buffers, which needs no shader; everything else as in the given lowerings. */
export function copies(
  store: GPUStore,
  { concat, slice }: Pick<Lowerings, "concat" | "slice">,
): Pick<Lowerings, "concat" | "slice"> {
  // Some tensors are labelled float32 but hold integers.
  const plain = ({ shape, dtype, dataId }: Info): boolean =>
    shape.length === 1 && store.tensorMap.get(dataId).dtype === dtype;
  const made = (length: number, dtype: string): { readonly y: Info; readonly to: GPUBuffer } => {
    const y = store.makeTensorInfo([length], dtype);
    return { y, to: bufferOf(store, y) };
  };
  const copy = (from: GPUBuffer, begin: number, to: GPUBuffer, at: number, length: number): void => {
    store.ensureCommandEncoderReady();
    store.endComputePassEncoder();
    store.commandEncoder!.copyBufferToBuffer(from, 4 * begin, to, 4 * at, 4 * length);
  };
  return {
    concat(run, inputs, attrs) {
      const length = inputs.reduce((total, x) => total + sizeOf(x.shape), 0);
      const { dtype } = inputs[0]!;
      if (length === 0 || !inputs.every((x) => plain(x) && x.dtype === dtype))
        return concat(run, inputs, attrs);
      const { y, to } = made(length, dtype);
      let at = 0;
      for (const x of inputs) {
        const size = sizeOf(x.shape);
        if (size > 0) copy(bufferOf(store, x), 0, to, at, size);
        at += size;
      }
      recorded(store);
      return y;
    },
    slice(run, inputs, attrs) {
      const x = inputs[0]!;
      const length = attrs.size[0];
      if (length === undefined || length === 0 || !plain(x)) return slice(run, inputs, attrs);
      const from = bufferOf(store, x);
      const { y, to } = made(length, x.dtype);
      copy(from, attrs.begin[0]!, to, 0, length);
      recorded(store);
      return y;
    },
  };
}
