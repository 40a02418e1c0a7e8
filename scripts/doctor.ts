import type { DoctorProbe } from "@downhill/grader";
import { device, matmul, normal, key, scope, useBackend } from "@downhill/tensor";

/** Seconds are short: the rate is the best of a few products of this size. */
const size = 512;
const tries = 5;

/** What `downhill doctor` asks of each device: that it opens, computes rightly, and how fast it multiplies matrices. */
async function examine(name: string): Promise<{ readonly rate: number; readonly difference: number }> {
  const backend = await device(name);
  using _ = useBackend(backend);
  using _scope = scope(`doctor ${name}`);
  const small = await matmul(normal(key(1), [8, 8]), normal(key(2), [8, 8])).data();
  using _reference = useBackend(await device("reference"));
  const expected = await matmul(normal(key(1), [8, 8]), normal(key(2), [8, 8])).data();
  const difference = Math.max(...[...small].map((value, i) => Math.abs(value - expected[i]!)));
  using _again = useBackend(backend);
  const n = name === "reference" ? 64 : size;
  const [a, b] = [normal(key(3), [n, n]), normal(key(4), [n, n])];
  let best = Infinity;
  for (let i = 0; i < tries; i++) {
    const start = performance.now();
    const product = matmul(a, b);
    await product.data();
    best = Math.min(best, performance.now() - start);
  }
  return { rate: (2 * n ** 3) / (best * 1e6), difference };
}

const probe = (name: string, about: { readonly en: string; readonly zh: string }): DoctorProbe => ({
  id: `device-${name}`,
  title: { en: `device ${name}`, zh: `设备 ${name}` },
  async run() {
    try {
      const { rate, difference } = await examine(name);
      const ok = difference < 1e-5;
      const speed = `${rate.toFixed(rate < 10 ? 2 : 0)} GFLOP/s`;
      return {
        ok,
        detail: {
          en: `${about.en}; ${ok ? "self-test passed" : `self-test off by ${difference.toExponential(1)}`}; matmul ${speed}`,
          zh: `${about.zh}；${ok ? "自检通过" : `自检误差 ${difference.toExponential(1)}`}；矩阵乘法 ${speed}`,
        },
        remedy: {
          en: `Use --device reference until this is mended.`,
          zh: `修复之前请使用 --device reference。`,
        },
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        detail: { en: reason, zh: reason },
        remedy: {
          en: "Run npm install again; device reference needs nothing.",
          zh: "请重新运行 npm install；reference 设备不需要任何依赖。",
        },
      };
    }
  },
});

/** The devices, for `downhill doctor`. */
const devices: readonly DoctorProbe[] = [
  probe("wasm", {
    en: "CPU, WebAssembly with SIMD, float32",
    zh: "CPU，带 SIMD 的 WebAssembly，float32",
  }),
  probe("reference", {
    en: "CPU, plain loops in float64, the oracle",
    zh: "CPU，float64 朴素循环，作为标准答案",
  }),
];
export default devices;
