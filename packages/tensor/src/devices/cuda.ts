import type { Backend } from "../backend.ts";
import type { Addon } from "../backends/tensorflow-node.ts";
import type { Candidate, Opened } from "./candidate.ts";
import { type Gpu, nvidiaGpu } from "./cuda-gpu.ts";
import { cannotOpen, type DeviceError } from "./device-error.ts";
import { loadAddon } from "./tensorflow-addon.ts";

let opened: Opened | undefined;

/** TensorFlow on an NVIDIA GPU: only if TensorFlow itself reports that it uses one. */
export const cudaDevice: Candidate = {
  name: "cuda",
  async open() {
    const addon = loadAddon("cuda");
    if (opened !== undefined) return opened;
    const { tensorflowNode } = await import("../backends/tensorflow-node.ts");
    opened = openedOn(addon, nvidiaGpu(), tensorflowNode(addon, "cuda"));
    return opened;
  },
};

/** @throws DeviceError if TensorFlow computes on the CPU. */
export function openedOn(
  addon: Pick<Addon, "isUsingGpuDevice" | "TF_Version">,
  gpu: Gpu | undefined,
  backend: Backend,
): Opened {
  if (!addon.isUsingGpuDevice()) throw onTheCpu(gpu);
  const called = gpu?.name ?? "NVIDIA";
  return {
    backend,
    tier: "hardware",
    processor: "GPU",
    about: {
      en: `GPU, ${called}, TensorFlow with CUDA, float32`,
      zh: `GPU，${called}，TensorFlow（CUDA），float32`,
    },
    version: addon.TF_Version,
    ...(gpu === undefined ? {} : { driver: gpu.driver, memory: gpu.memory }),
  };
}

const onTheCpu = (gpu: Gpu | undefined): DeviceError =>
  gpu === undefined
    ? cannotOpen(
        "cuda",
        {
          en: "TensorFlow found no NVIDIA GPU and would compute on the CPU",
          zh: "TensorFlow 没有找到 NVIDIA GPU，只能用 CPU 计算",
        },
        {
          en: "install NVIDIA's driver (nvidia-smi must name the GPU), or use --device tensorflow or wasm",
          zh: "请安装 NVIDIA 驱动（nvidia-smi 应能列出 GPU），或改用 --device tensorflow 或 wasm",
        },
      )
    : cannotOpen(
        "cuda",
        {
          en: `TensorFlow cannot use the ${gpu.name} (driver ${gpu.driver}) and would compute on the CPU: it found no CUDA or cuDNN of the version that it was built for`,
          zh: `TensorFlow 无法使用 ${gpu.name}（驱动 ${gpu.driver}），只能用 CPU 计算：没有找到与它匹配的 CUDA 或 cuDNN`,
        },
        {
          en: "run pip install 'tensorflow[and-cuda]', then npm run device:cuda again; TF_CPP_MIN_LOG_LEVEL=0 makes TensorFlow log what it looked for",
          zh: "请运行 pip install 'tensorflow[and-cuda]'，再重新运行 npm run device:cuda；设置 TF_CPP_MIN_LOG_LEVEL=0 可以看到 TensorFlow 在找哪些库",
        },
      );
