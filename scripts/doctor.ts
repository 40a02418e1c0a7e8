import type { DoctorProbe, Finding } from "@downhill/grader";
import {
  type Bilingual,
  candidates,
  chooseDevice,
  DeviceError,
  type Opened,
  selfTest,
  tierInChinese,
} from "@downhill/tensor";
import { gemmRate } from "./gemm-rate.ts";

/** Labs run on these two alone; the others make them faster where there are any. */
const needed: readonly string[] = ["wasm", "reference"];

const size = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** The parts of a line, in both languages; those that are not known are left out. */
const line = (...parts: readonly (Bilingual | undefined)[]): Bilingual => {
  const known = parts.filter((part) => part !== undefined);
  return { en: known.map(({ en }) => en).join("; "), zh: known.map(({ zh }) => zh).join("；") };
};

/** What is known of a device that opened: what it is, whether it computes rightly, and how fast. */
async function examine(name: string, opened: Opened): Promise<Omit<Finding, "id" | "title">> {
  const { backend, tier, processor, about, version, driver, memory, largestTensor } = opened;
  const wrong = await selfTest(backend);
  const ok = wrong.length === 0;
  const rate = ok ? await gemmRate(backend) : 0;
  const speed = `${rate < 10 ? rate.toPrecision(2) : rate.toFixed(0)} GFLOP/s`;
  return {
    ok,
    detail: line(
      { en: `${tier}: ${about.en}`, zh: `${tierInChinese[tier]}：${about.zh}` },
      version === undefined ? undefined : { en: `version ${version}`, zh: `版本 ${version}` },
      memory === undefined ? undefined : { en: `${size(memory)} of memory`, zh: `显存 ${size(memory)}` },
      largestTensor === undefined
        ? undefined
        : { en: `tensors up to ${size(largestTensor)}`, zh: `单个张量最大 ${size(largestTensor)}` },
      ok
        ? { en: "self-test passed", zh: "自检通过" }
        : { en: `self-test failed in ${wrong.join(", ")}`, zh: `自检失败：${wrong.join("、")}` },
      ok ? { en: `matmul ${speed}`, zh: `矩阵乘法 ${speed}` } : undefined,
    ),
    remedy: {
      en: `Update the driver, or use --device ${name === "reference" ? "wasm" : "reference"} until it is mended.`,
      zh: `请更新驱动；修复之前请使用 --device ${name === "reference" ? "wasm" : "reference"}。`,
    },
    facts: {
      present: true,
      tier,
      processor,
      selfTest: ok,
      ...(ok ? { gflops: Number(rate.toPrecision(3)) } : { wrong }),
      ...(version === undefined ? {} : { version }),
      ...(driver === undefined ? {} : { driver }),
      ...(memory === undefined ? {} : { memory }),
      ...(largestTensor === undefined ? {} : { largestTensor }),
    },
  };
}

const sentence = ({ en, zh }: Bilingual): Bilingual => ({
  en: `${en[0]!.toUpperCase()}${en.slice(1)}.`,
  zh: `${zh}。`,
});

/** What is known of one that did not: why, and the command that mends it. */
function absence(name: string, error: unknown): Omit<Finding, "id" | "title"> {
  const optional = !needed.includes(name);
  if (error instanceof DeviceError && error.reason !== undefined) {
    const { why, remedy } = error.reason;
    return { ok: false, optional, detail: why, remedy: sentence(remedy), facts: { present: false } };
  }
  const words = error instanceof Error ? error.message : String(error);
  return { ok: false, optional, detail: { en: words, zh: words }, facts: { present: false } };
}

/** What `downhill doctor` asks of each device: whether it is there, computes rightly, and how fast. */
const device = (candidate: (typeof candidates)[number]): DoctorProbe => ({
  id: `device-${candidate.name}`,
  title: { en: `device ${candidate.name}`, zh: `设备 ${candidate.name}` },
  async run() {
    try {
      return await examine(candidate.name, await candidate.open());
    } catch (error) {
      return absence(candidate.name, error);
    }
  },
});

/** Which of them labs will use, and why. */
const choice: DoctorProbe = {
  id: "device",
  title: { en: "device in use", zh: "使用的设备" },
  async run() {
    try {
      const { name, tier, by, brief: detail } = await chooseDevice();
      return { ok: true, detail, facts: { name, tier, by } };
    } catch (error) {
      const { message: en, zh } = error as DeviceError;
      return {
        ok: false,
        detail: { en, zh },
        remedy: { en: "Change or unset DOWNHILL_DEVICE.", zh: "请修改或清除环境变量 DOWNHILL_DEVICE。" },
      };
    }
  },
};

/** The devices, for `downhill doctor`. */
const devices: readonly DoctorProbe[] = [...candidates.map(device), choice];
export default devices;
