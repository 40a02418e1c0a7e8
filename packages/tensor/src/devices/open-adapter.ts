import { checkChoice } from "../check-choice.ts";
import { checkOptions } from "../options.ts";
import { type Adapter, nameOf, tierOf } from "./adapter.ts";
import { dawnAdapter } from "./dawn.ts";
import { cannotOpen } from "./device-error.ts";

/** Which adapter is wanted. */
export interface AdapterOptions {
  /** Accepts only a GPU, or only the software adapter; by default a GPU, or software if there is none. */
  readonly tier?: Adapter["tier"];
}

/**
 * Opens a WebGPU adapter: `navigator.gpu` in a browser, Dawn in Node. Its `tier` tells whether it is a GPU or software
 * that emulates one. A raw device is one `await adapter.requestDevice()` away.
 *
 * @throws DeviceError when there is none, with what to install.
 * @example
 * ```ts
 * import { openAdapter } from "@downhill/tensor/webgpu";
 * const opened = await openAdapter().catch((error: Error) => error.message); // what to install, if there is none
 * if (typeof opened !== "string") {
 *   const device = await opened.adapter.requestDevice();
 *   console.log(opened.tier, opened.about);
 *   device.destroy();
 * }
 * ```
 * @see https://www.w3.org/TR/webgpu/#adapters
 */
export async function openAdapter(options: AdapterOptions = {}): Promise<Adapter> {
  const { tier } = checkOptions("openAdapter", options, ["tier"]);
  checkChoice("openAdapter", "tier", tier, ["hardware", "software"]);
  const own = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  const adapter = own === undefined ? await fromDawn(tier) : await fromBrowser(own, tier);
  return { adapter, tier: tierOf(adapter), about: nameOf(adapter) };
}

async function fromDawn(tier: Adapter["tier"] | undefined): Promise<GPUAdapter> {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  if (process?.versions?.node !== undefined) return dawnAdapter(tier);
  throw cannotOpen(
    "webgpu",
    { en: "this browser has no WebGPU", zh: "这个浏览器不支持 WebGPU" },
    { en: "use a newer one, or the device wasm", zh: "请换用较新的浏览器，或使用 wasm 设备" },
  );
}

async function fromBrowser(gpu: GPU, tier: Adapter["tier"] | undefined): Promise<GPUAdapter> {
  let other: GPUAdapter | undefined;
  for (const forceFallbackAdapter of [false, true]) {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance", forceFallbackAdapter });
    if (adapter === null) continue;
    if (tier === undefined || tierOf(adapter) === tier) return adapter;
    other = adapter;
  }
  const only = other !== undefined && tier === "hardware" ? nameOf(other) : undefined;
  throw cannotOpen(
    "webgpu",
    only === undefined
      ? {
          en: `the browser offers no ${tier === undefined ? "" : `${tier} `}adapter`,
          zh: "浏览器没有提供这样的适配器",
        }
      : {
          en: `the browser offers only a software adapter (${only}), slower than wasm`,
          zh: `浏览器只提供软件适配器（${only}），比 wasm 还慢`,
        },
    { en: "turn on hardware acceleration, or use the device wasm", zh: "请开启硬件加速，或使用 wasm 设备" },
  );
}
