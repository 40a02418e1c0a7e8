import type { DoctorProbe, Finding } from "@downhill/grader";
import {
  type Bilingual,
  candidates,
  chooseDevice,
  type DeviceError,
  deviceNames,
  type Opened,
  selfTest,
  tierInChinese,
} from "@downhill/tensor";
import { type GemmRate, gemmRate } from "./gemm-rate.ts";

/** What `downhill test`, `watch` and `doctor` take after `--device`. */
export const devices: readonly string[] = deviceNames;

/** These two are enough to run the labs; the others make them faster, if present. */
const needed: readonly string[] = ["wasm", "reference"];

const size = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** The devices that an earlier line reported as working. */
const well = new Set<string>();

/** How to fix a device that is present but computes wrongly, or not at all. */
const remedies: Readonly<Record<string, Bilingual>> = {
  cuda: {
    en: "Update NVIDIA's driver and run npm run device:cuda again, or use --device wasm until that is fixed.",
    zh: "请更新 NVIDIA 驱动并重新运行 npm run device:cuda；修复之前请使用 --device wasm。",
  },
  webgpu: {
    en: "Update the GPU's driver, or use --device wasm until that is fixed.",
    zh: "请更新显卡驱动；修复之前请使用 --device wasm。",
  },
  tensorflow: {
    en: "Run npm run device:tensorflow again, or use --device wasm until that is fixed.",
    zh: "请重新运行 npm run device:tensorflow；修复之前请使用 --device wasm。",
  },
  wasm: {
    en: "Run npm install again, or another version of Node.js; use --device reference until that is fixed.",
    zh: "请重新运行 npm install，或换一个 Node.js 版本；修复之前请使用 --device reference。",
  },
  reference: {
    en: "Run npm install again, or another version of Node.js; use --device wasm until that is fixed.",
    zh: "请重新运行 npm install，或换一个 Node.js 版本；修复之前请使用 --device wasm。",
  },
};

/** The parts of a line, in both languages, without unknown ones. */
const line = (...parts: readonly (Bilingual | undefined)[]): Bilingual => {
  const known = parts.filter((part) => part !== undefined);
  return { en: known.map(({ en }) => en).join("; "), zh: known.map(({ zh }) => zh).join("；") };
};

function speedOf({ gflops, size: n }: GemmRate): Bilingual {
  const speed = `${gflops < 10 ? gflops.toPrecision(2) : gflops.toFixed(0)} GFLOP/s`;
  return { en: `matmul ${speed} at ${n} × ${n}`, zh: `矩阵乘法 ${speed}（${n} × ${n}）` };
}

/** The facts about a device that opened: what it is, whether it computes correctly, and how fast. */
async function examine(name: string, opened: Opened): Promise<Omit<Finding, "id" | "title">> {
  const { backend, tier, processor, about, version, driver, memory, largestTensor } = opened;
  const wrong = await selfTest(backend);
  const ok = wrong.length === 0;
  const rate = ok ? await gemmRate(backend) : undefined;
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
      rate === undefined ? undefined : speedOf(rate),
    ),
    ...(remedies[name] === undefined ? {} : { remedy: remedies[name] }),
    facts: {
      present: true,
      tier,
      processor,
      selfTest: ok,
      ...(rate === undefined
        ? { wrong }
        : { gflops: Number(rate.gflops.toPrecision(3)), matrices: rate.size }),
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

/** An error's message: our own errors have it in both languages. */
function words(error: unknown): Bilingual {
  const en = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
  const { zh } = (error ?? {}) as { readonly zh?: unknown };
  return { en, zh: typeof zh === "string" ? zh : en };
}

/** What is known about a device that did not open: the reason, and the command that fixes it. */
function absence(name: string, error: unknown): Omit<Finding, "id" | "title"> {
  const optional = !needed.includes(name);
  const { reason } = (error ?? {}) as Partial<DeviceError>;
  if (reason !== undefined)
    return {
      ok: false,
      optional,
      detail: reason.why,
      remedy: sentence(reason.remedy),
      facts: { present: false },
    };
  return { ok: false, optional, detail: words(error), facts: { present: false } };
}

/** The facts about a device that opened and then failed, such as an unplugged GPU. */
function failure(name: string, { tier, processor }: Opened, error: unknown): Omit<Finding, "id" | "title"> {
  const remedy = remedies[name];
  return {
    ok: false,
    optional: !needed.includes(name),
    detail: words(error),
    ...(remedy === undefined ? {} : { remedy }),
    facts: { present: true, tier, processor, selfTest: false },
  };
}

async function opened(
  candidate: (typeof candidates)[number],
): Promise<Opened | Omit<Finding, "id" | "title">> {
  try {
    return await candidate.open();
  } catch (error) {
    return absence(candidate.name, error);
  }
}

/** What `downhill doctor` checks for each device: whether it is there, computes correctly, and how fast. */
const device = (candidate: (typeof candidates)[number]): DoctorProbe => ({
  id: `device-${candidate.name}`,
  title: { en: `device ${candidate.name}`, zh: `设备 ${candidate.name}` },
  async run() {
    const { name } = candidate;
    const found = await opened(candidate);
    if (!("backend" in found)) return found;
    try {
      const finding = await examine(name, found);
      if (finding.ok) well.add(name);
      return finding;
    } catch (error) {
      return failure(name, found, error);
    }
  },
});

/** Which of them labs will use, and why. */
const choice: DoctorProbe = {
  id: "device",
  title: { en: "device in use", zh: "使用的设备" },
  async run() {
    try {
      const { name, tier, by, brief, passedOver } = await chooseDevice();
      // The lines above explain what is wrong with the others.
      const others = passedOver
        .filter((other) => well.has(other.name))
        .map(({ name: other, why }) => ({ en: `not ${other}: ${why.en}`, zh: `未用 ${other}：${why.zh}` }));
      return { ok: true, detail: line(brief, ...others), facts: { name, tier, by } };
    } catch (error) {
      return {
        ok: false,
        detail: words(error),
        remedy: { en: "Change or unset DOWNHILL_DEVICE.", zh: "请修改或清除环境变量 DOWNHILL_DEVICE。" },
      };
    }
  },
};

/** The devices, for `downhill doctor`. */
const probes: readonly DoctorProbe[] = [...candidates.map(device), choice];
export default probes;
