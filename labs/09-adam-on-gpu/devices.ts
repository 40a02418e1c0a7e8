import { DeviceError, deviceNames } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";
import type { Text } from "@downhill/grader/lab";
import { adapterGpu } from "./adapter-gpu.ts";
import type { Gpu } from "./gpu.ts";

/** The adapter of this machine, and why there is none where there is none. */
export interface Found {
  readonly gpu: Gpu | undefined;
  readonly why: Text | undefined;
}

let found: Promise<Found> | undefined;

/**
 * Looks once for a WebGPU adapter, and again when it was lost: a GPU, else software that imitates one. Where
 * `DOWNHILL_DEVICE` names another device, such as `reference`, the interpreter alone grades.
 *
 * @throws DeviceError when `DOWNHILL_DEVICE` names no device.
 */
export async function adapter(): Promise<Found> {
  const asked = process.env["DOWNHILL_DEVICE"] ?? "";
  if (asked !== "" && !deviceNames.includes(asked)) throw unknown(asked);
  return (found ??= open(asked));
}

async function open(asked: string): Promise<Found> {
  if (!["", "auto", "webgpu"].includes(asked)) return { gpu: undefined, why: notAsked(asked) };
  try {
    const gpu = await adapterGpu(await openAdapter(), () => (found = undefined));
    return { gpu, why: undefined };
  } catch (error) {
    if (error instanceof DeviceError)
      return { gpu: undefined, why: error.reason?.why ?? { en: error.message, zh: error.zh } };
    const message = String(error);
    return {
      gpu: undefined,
      why: { en: `it could not be opened (${message})`, zh: `无法打开（${message}）` },
    };
  }
}

const unknown = (asked: string): DeviceError =>
  new DeviceError({
    en: `DOWNHILL_DEVICE: there is no "${asked}"; the devices are ${deviceNames.join(", ")}. For this lab leave it unset, or set webgpu, or reference for the interpreter alone.`,
    zh: `DOWNHILL_DEVICE：没有叫 “${asked}” 的设备；可用的设备有 ${deviceNames.join("、")}。做这个实验时可以不设，也可以设成 webgpu；设成 reference 则只用解释器。`,
  });

/** Why a device that was asked for by name is not the one that runs WGSL. */
const notAsked = (asked: string): Text =>
  asked === "reference"
    ? { en: `DOWNHILL_DEVICE is ${asked}`, zh: `DOWNHILL_DEVICE 设成了 ${asked}` }
    : {
        en: `DOWNHILL_DEVICE is ${asked}, which does not run WGSL; webgpu does`,
        zh: `DOWNHILL_DEVICE 设成了 ${asked}，它不能运行 WGSL，webgpu 才能`,
      };

const tiers: Readonly<Record<Gpu["tier"], Text>> = {
  interpreter: { en: "the interpreter", zh: "解释器" },
  software: { en: "a software adapter", zh: "软件模拟" },
  hardware: { en: "the GPU", zh: "GPU" },
};

/** A device in a few words. */
export function nameOf({ tier, about }: Gpu): Text {
  const { en, zh } = tiers[tier];
  return tier === "interpreter" ? { en, zh } : { en: `${en} (${about})`, zh: `${zh}（${about}）` };
}

/** What a check notes: on what it ran, and what was not there. */
export function ranOn(gpus: readonly Gpu[], why: Text | undefined): Text {
  const names = gpus.map(nameOf);
  const [en, zh] = [
    names.map((name) => name.en).join(", then "),
    names.map((name) => name.zh).join("，然后是"),
  ];
  if (why === undefined) return { en: `ran on ${en}`, zh: `运行于：${zh}` };
  return { en: `ran on ${en}; no GPU: ${why.en}`, zh: `运行于：${zh}；没有用 GPU：${why.zh}` };
}
