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

export function make(shape: Shape, dtype: DType, value: (index: number) => number): Values {
  const data = new arrayOf[dtype](sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = value(i);
  return { shape, dtype, data };
}
