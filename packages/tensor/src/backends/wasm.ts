import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import type { Backend } from "../backend.ts";
import { tensorflow } from "./tensorflow.ts";

let opened: Promise<Backend> | undefined;

/**
 * TensorFlow.js's WebAssembly backend: float32, SIMD, one thread, nothing to install. The default for real work.
 *
 * @throws Error when WebAssembly cannot be started here.
 */
export const wasm = (): Promise<Backend> => (opened ??= open());

async function open(): Promise<Backend> {
  if (!(await tf.setBackend("wasm"))) throw new Error("WebAssembly did not start");
  await tf.ready();
  return tensorflow("wasm");
}
