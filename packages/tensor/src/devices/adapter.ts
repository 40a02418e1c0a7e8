import type { Tier } from "./tier.ts";

/** A WebGPU adapter and its description. */
export interface Adapter {
  readonly adapter: GPUAdapter;
  /** Whether it is a GPU, or software that emulates one on the CPU. */
  readonly tier: Extract<Tier, "hardware" | "software">;
  /** The GPU's name and driver, as reported by the adapter. */
  readonly about: string;
}

/** Programs that emulate a GPU, by the names they report. */
const imitations = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|\bcpu\b/i;

/** Whether an adapter is a GPU or an emulation: if that is unclear, it is not hardware. */
export function tierOf({ info }: GPUAdapter): Adapter["tier"] {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || imitations.test(words) ? "software" : "hardware";
}

/** The adapter's display name: an emulation's name is uninformative, so its driver is used instead. */
export function nameOf(adapter: GPUAdapter): string {
  const { vendor, architecture, device, description } = adapter.info;
  const maker = [vendor, architecture].filter((word) => word !== "").join(" ");
  const words = [tierOf(adapter) === "software" ? "" : device.trim(), description.trim(), maker];
  const known = words.filter((each) => each !== "").slice(0, 2);
  return known.length === 0 ? "unnamed adapter" : known.join(", ");
}
