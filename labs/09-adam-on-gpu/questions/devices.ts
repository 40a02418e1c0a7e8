import { DeviceError, deviceNames, meantAmong } from "@downhill/tensor";
import { openAdapter } from "@downhill/tensor/webgpu";
import type { Text } from "@downhill/grader/questions";
import type { Gpu } from "../provided/gpu.ts";
import { adapterGpu } from "./adapter-gpu.ts";

/** The adapter of this machine, or why there is none. */
export interface Found {
  readonly gpu?: Gpu;
  readonly why?: Text;
  /** `DOWNHILL_DEVICE` names no known device. */
  readonly unknown?: Text;
}

/**
 * Looks for a WebGPU adapter: a GPU, otherwise software that imitates one. If `DOWNHILL_DEVICE` names another device, such
 * as `reference`, the interpreter alone grades.
 */
export async function adapter(asked = process.env["DOWNHILL_DEVICE"] ?? ""): Promise<Found> {
  if (asked !== "" && !deviceNames.includes(asked)) return { unknown: notThere(asked) };
  if (!["", "auto", "webgpu"].includes(asked)) return { why: notAsked(asked) };
  try {
    return { gpu: await adapterGpu(await openAdapter()) };
  } catch (error) {
    if (error instanceof DeviceError)
      return { why: error.reason?.why ?? { en: error.message, zh: error.zh } };
    const message = String(error);
    return { why: { en: `it could not be opened (${message})`, zh: `无法打开（${message}）` } };
  }
}

const notThere = (asked: string): Text => ({
  en: `DOWNHILL_DEVICE: there is no "${asked}"; ${meantAmong(asked, deviceNames).en}. For this lab leave it unset, or set it to webgpu, or to reference for the interpreter alone.`,
  zh: `DOWNHILL_DEVICE：没有叫 “${asked}” 的设备；${meantAmong(asked, deviceNames).zh}。做这个实验时可以不设，也可以设成 webgpu；设成 reference 则只用解释器。`,
});

/** Why a device that was asked for explicitly is not the one that runs WGSL. */
const notAsked = (asked: string): Text =>
  asked === "reference"
    ? { en: `DOWNHILL_DEVICE is ${asked}`, zh: `DOWNHILL_DEVICE 设成了 ${asked}` }
    : {
        en: `DOWNHILL_DEVICE is ${asked}, which does not run WGSL; webgpu does`,
        zh: `DOWNHILL_DEVICE 设成了 ${asked}，它不能运行 WGSL，webgpu 才能`,
      };

/**
 * The adapter that grades. It is opened while the questions load, because native code cannot be loaded later; and
 * only in a box, which is sandboxed, so that the grader itself, which also loads these questions, opens none.
 */
const boxed = (globalThis as { process?: { permission?: unknown } }).process?.permission !== undefined;
export const found: Found = boxed ? await adapter() : {};

/** What a question about the adapter answers. `adapter` is missing if there is none, or if the interpreter found faults. */
export interface AdapterAnswer<T> {
  /** What it ran on, and what was missing. */
  readonly on: Text;
  readonly interpreter: T | { readonly refused: Text };
  readonly adapter?: T | { readonly refused: Text };
  readonly unknown?: Text;
}

const tiers: Readonly<Record<Gpu["tier"], Text>> = {
  interpreter: { en: "the interpreter", zh: "解释器" },
  software: { en: "a software adapter", zh: "软件模拟" },
  hardware: { en: "the GPU", zh: "GPU" },
};

const interpreterOnly = (why: Text | undefined): Text =>
  why === undefined
    ? { en: "ran on the interpreter", zh: "运行于：解释器" }
    : { en: `ran on the interpreter; no GPU: ${why.en}`, zh: `运行于：解释器；没有用 GPU：${why.zh}` };

/**
 * Runs on the adapter what the interpreter has run without a fault: an endless loop could not be stopped there, and accesses
 * outside a buffer might go unnoticed.
 */
export async function onAdapter<T>(
  { gpu, why, unknown }: Found,
  interpreter: T | { readonly refused: Text },
  clean: boolean,
  run: (gpu: Gpu) => Promise<T | { readonly refused: Text }>,
): Promise<AdapterAnswer<T>> {
  if (unknown !== undefined) return { on: interpreterOnly(undefined), interpreter, unknown };
  if (gpu === undefined || !clean)
    return { on: interpreterOnly(gpu === undefined ? why : undefined), interpreter };
  const { en, zh } = tiers[gpu.tier];
  const on = {
    en: `ran on the interpreter, then ${en} (${gpu.about})`,
    zh: `运行于：解释器，然后是${zh}（${gpu.about}）`,
  };
  return { on, interpreter, adapter: await run(gpu) };
}
