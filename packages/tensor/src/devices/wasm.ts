import { threadCount } from "../backends/thread-count.ts";
import type { Candidate } from "./candidate.ts";
import { cannotOpen, wordsOf } from "./device-error.ts";

/** TensorFlow.js's WebAssembly kernels, which come with the package: nothing to install. */
export const wasmDevice: Candidate = {
  name: "wasm",
  async open() {
    const threads = threadCount();
    try {
      const { wasm, wasmVersion } = await import("../backends/wasm.ts");
      return {
        backend: await wasm(),
        tier: "hardware",
        processor: "CPU",
        about: {
          en: `CPU, WebAssembly with SIMD, float32; ${threads === 1 ? "one thread" : `long updates in ${threads} threads, otherwise one`}`,
          zh: `CPU，带 SIMD 的 WebAssembly，float32，${threads === 1 ? "单线程" : `大的更新用 ${threads} 个线程，其余单线程`}`,
        },
        version: await wasmVersion(),
      };
    } catch (error) {
      const { en, zh } = wordsOf(error);
      throw cannotOpen(
        "wasm",
        { en: `WebAssembly could not be started (${en})`, zh: `无法启动 WebAssembly（${zh}）` },
        {
          en: "run npm install again, or use --device reference",
          zh: "请重新运行 npm install，或改用 --device reference",
        },
        { cause: error },
      );
    }
  },
};
