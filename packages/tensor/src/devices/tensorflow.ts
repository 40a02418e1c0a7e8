import type { Candidate, Opened } from "./candidate.ts";
import { loadAddon } from "./tensorflow-addon.ts";

let opened: Opened | undefined;

/** TensorFlow on the CPU, on all of its cores; on a GPU only if it was built for one, and then it reports that. */
export const tensorflowDevice: Candidate = {
  name: "tensorflow",
  async open() {
    const addon = loadAddon("tensorflow");
    const gpu = addon.isUsingGpuDevice();
    const { tensorflowNode } = await import("../backends/tensorflow-node.ts");
    opened ??= {
      backend: tensorflowNode(addon, "tensorflow"),
      tier: "hardware",
      processor: gpu ? "GPU" : "CPU",
      about: gpu
        ? { en: "GPU, TensorFlow with CUDA, float32", zh: "GPU，TensorFlow（CUDA），float32" }
        : { en: "CPU, TensorFlow on all cores, float32", zh: "CPU，TensorFlow（使用所有核心），float32" },
      version: addon.TF_Version,
    };
    return opened;
  },
};
