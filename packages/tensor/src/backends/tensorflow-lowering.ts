import type * as tf from "@tensorflow/tfjs-core";
import type { Handle, KernelAttrs, KernelName } from "../backend.ts";

/** A TensorFlow.js tensor, with the dtypes narrowed to ours. */
export interface Info extends Handle, Omit<tf.TensorInfo, "shape" | "dtype"> {}

/** Runs a TensorFlow.js kernel. */
export type Run = (
  kernel: string,
  inputs: Readonly<Record<string, Handle>> | readonly Handle[],
  attrs?: object,
) => Info;

/** One of our kernels as TensorFlow.js kernels. */
export type Lowering<K extends KernelName> = (
  run: Run,
  inputs: readonly Info[],
  attrs: KernelAttrs[K],
) => Info;

/** All of them, as TensorFlow.js kernels. */
export type Lowerings = { readonly [K in KernelName]: Lowering<K> };
