import type { Candidate } from "./candidate.ts";
import { cannotOpen, wordsOf } from "./device-error.ts";

/** TensorFlow.js's WebAssembly kernels, which come with the package: nothing to install. */
export const wasmDevice: Candidate = {
  name: "wasm",
  async open() {
    try {
      const { wasm, wasmVersion } = await import("../backends/wasm.ts");
      return {
        backend: await wasm(),
        tier: "hardware",
        processor: "CPU",
        about: {
          en: "CPU, WebAssembly with SIMD, one thread, float32",
          zh: "CPU，带 SIMD 的 WebAssembly，单线程，float32",
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
