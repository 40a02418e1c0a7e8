import { cannotOpen, DeviceError, wordsOf } from "./device-error.ts";
import type { Candidate } from "./candidate.ts";

/** WebGPU: a GPU of any vendor, or, if asked for explicitly and there is none, software that emulates one. */
export const webgpuDevice: Candidate = {
  name: "webgpu",
  async open(tier) {
    try {
      const { webgpu } = await import("../backends/webgpu.ts");
      const backend = await webgpu(tier === undefined ? {} : { tier });
      const software = backend.tier === "software";
      return {
        backend,
        tier: backend.tier,
        processor: software ? "CPU" : "GPU",
        about: software
          ? { en: `CPU, emulating a GPU: ${backend.about}`, zh: `CPU，模拟 GPU：${backend.about}` }
          : { en: `GPU, ${backend.about}, float32`, zh: `GPU，${backend.about}，float32` },
        version: backend.version,
        driver: backend.about,
        largestTensor: backend.gpu.limits.maxStorageBufferBindingSize,
      };
    } catch (error) {
      if (error instanceof DeviceError) throw error;
      const { en, zh } = wordsOf(error);
      throw cannotOpen(
        "webgpu",
        { en: `it could not be opened (${en})`, zh: `无法打开（${zh}）` },
        {
          en: "run npm run device:webgpu again, update the driver, or use --device wasm",
          zh: "请重新运行 npm run device:webgpu、更新显卡驱动，或改用 --device wasm",
        },
        { cause: error },
      );
    }
  },
};
