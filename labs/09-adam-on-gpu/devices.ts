import { DeviceError } from "@downhill/tensor";
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
 * Looks once for a WebGPU adapter: a GPU, else software that imitates one. `DOWNHILL_DEVICE` may name a device that is
 * none, such as `reference`; then the interpreter alone grades.
 */
export const adapter = (): Promise<Found> => (found ??= open());

async function open(): Promise<Found> {
  const asked = process.env["DOWNHILL_DEVICE"] ?? "";
  if (!["", "auto", "webgpu"].includes(asked)) {
    const why = { en: `DOWNHILL_DEVICE is ${asked}`, zh: `DOWNHILL_DEVICE 设成了 ${asked}` };
    return { gpu: undefined, why };
  }
  try {
    return { gpu: await adapterGpu(await openAdapter()), why: undefined };
  } catch (error) {
    if (error instanceof DeviceError)
      return { gpu: undefined, why: error.reason?.why ?? { en: error.message, zh: error.zh } };
    const message = String(error);
    return { gpu: undefined, why: { en: message, zh: message } };
  }
}

const tiers: Readonly<Record<Gpu["tier"], Text>> = {
  interpreter: { en: "the interpreter", zh: "解释器" },
  software: { en: "a software adapter", zh: "软件适配器" },
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
