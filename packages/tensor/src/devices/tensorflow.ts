import type * as TensorFlow from "@tensorflow/tfjs-core";
import { nodeRequire } from "../backends/node-require.ts";
import type { Candidate, Opened } from "./candidate.ts";
import { cannotOpen, wordsOf } from "./device-error.ts";
import { optionalPackage } from "./optional-package.ts";

/** TensorFlow itself, through an addon of Node's that is not installed unless someone asks for it. */
const addon = (name: "cuda" | "tensorflow", from: string, opened: Omit<Opened, "backend">): Candidate => ({
  name,
  async open() {
    const file = optionalPackage(from);
    if (file === undefined || nodeRequire === undefined) {
      throw cannotOpen(
        name,
        { en: `the package ${from} is not installed`, zh: `尚未安装 ${from} 包` },
        {
          en: `run npm run device:${name} (outside of the course: npm install ${from})`,
          zh: `请运行 npm run device:${name}（不在本课程中则运行 npm install ${from}）`,
        },
      );
    }
    try {
      const { tensorflow } = await import("../backends/tensorflow.ts");
      nodeRequire(file);
      const core = nodeRequire("@tensorflow/tfjs-core") as typeof TensorFlow;
      return { ...opened, backend: { ...tensorflow(core, "tensorflow"), name } };
    } catch (error) {
      const { en, zh } = wordsOf(error);
      throw cannotOpen(
        name,
        { en: `${from} could not be loaded (${en})`, zh: `无法加载 ${from}（${zh}）` },
        { en: `run npm run device:${name} again`, zh: `请重新运行 npm run device:${name}` },
        { cause: error },
      );
    }
  },
});

/** TensorFlow on an NVIDIA GPU. */
export const cudaDevice: Candidate = addon("cuda", "@tensorflow/tfjs-node-gpu", {
  tier: "hardware",
  processor: "GPU",
  about: { en: "GPU, TensorFlow with CUDA, float32", zh: "GPU，TensorFlow（CUDA），float32" },
});

/** TensorFlow on the CPU, on all of its cores. */
export const tensorflowDevice: Candidate = addon("tensorflow", "@tensorflow/tfjs-node", {
  tier: "hardware",
  processor: "CPU",
  about: { en: "CPU, TensorFlow on all cores, float32", zh: "CPU，TensorFlow（使用所有核心），float32" },
});
