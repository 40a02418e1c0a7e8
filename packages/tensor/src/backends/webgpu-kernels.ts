import type * as TensorFlow from "@tensorflow/tfjs-core";
import { cannotOpen, type DeviceError } from "../devices/device-error.ts";
import { nodeRequire } from "./node-require.ts";
import type { GPUStore } from "./webgpu-store.ts";

const name = "@tensorflow/tfjs-backend-webgpu";

type Made = new (device: GPUDevice, info: GPUAdapterInfo) => GPUStore;

/** TensorFlow.js with its WebGPU backend. */
interface Kernels {
  readonly core: typeof TensorFlow;
  readonly WebGPUBackend: Made;
}

/**
 * Looks in Node for the package of the kernels, an optional peer dependency, and loads nothing.
 *
 * @throws DeviceError when it is not installed.
 */
export function checkKernels(): void {
  try {
    nodeRequire?.resolve(name);
  } catch (error) {
    throw missing(error);
  }
}

/**
 * Loads the kernels. Bundlers see the import; inside `try` it may fail.
 *
 * @throws DeviceError when the package is not installed.
 */
export async function loadKernels(): Promise<Kernels> {
  if (nodeRequire !== undefined) {
    const { WebGPUBackend } = nodeRequire(name) as { WebGPUBackend: Made };
    return { core: nodeRequire("@tensorflow/tfjs-core") as typeof TensorFlow, WebGPUBackend };
  }
  try {
    const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
    return { core: await import("@tensorflow/tfjs-core"), WebGPUBackend: WebGPUBackend as unknown as Made };
  } catch (error) {
    throw missing(error);
  }
}

const missing = (cause: unknown): DeviceError =>
  cannotOpen(
    "webgpu",
    {
      en: `the package ${name}, which holds its kernels, is not installed`,
      zh: `尚未安装提供内核的 ${name} 包`,
    },
    {
      en: `run npm install ${name}@4.22.0 (and, to use it in Node, npm install webgpu), or use the device wasm`,
      zh: `请运行 npm install ${name}@4.22.0（在 Node 里使用还需要 npm install webgpu），也可以改用 wasm 设备`,
    },
    { cause },
  );
