import type { Handle, KernelAttrs, KernelName } from "../backend.ts";
import { arrayOf, type DType, type TypedArray } from "../dtype.ts";
import { type Shape, sizeOf } from "../shape.ts";

/** Values in row-major order. */
export interface Values extends Handle {
  readonly data: TypedArray;
}

export type Kernels = {
  readonly [K in KernelName]: (inputs: readonly Values[], attrs: KernelAttrs[K]) => Values;
};

/**
 * The values that a function gives, by their place.
 *
 * `forEach` calls it, not a loop of ours: V8 11.3 (Node 20.20) can compile a kernel's running value into such a loop wrongly, so
 * that a sum of floats that is a whole number comes out as 0 once the code is hot. `website/src/penalised.test.ts` failed on it
 * every time; Node 22.23 and 24.22 did not.
 */
export function make(shape: Shape, dtype: DType, value: (index: number) => number): Values {
  const data = new arrayOf[dtype](sizeOf(shape));
  data.forEach((_, i) => {
    data[i] = value(i);
  });
  return { shape, dtype, data };
}
