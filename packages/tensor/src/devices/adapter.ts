import type { Tier } from "./tier.ts";

/** A WebGPU adapter, and what may be said of it. */
export interface Adapter {
  readonly adapter: GPUAdapter;
  /** Whether a GPU is behind it, or software that imitates one on the CPU. */
  readonly tier: Extract<Tier, "hardware" | "software">;
  /** The GPU's name and driver, as the adapter tells them. */
  readonly about: string;
}

/** Programs that imitate a GPU, by the names they give themselves. */
const imitations = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|\bcpu\b/i;

/** Whether a GPU or its imitation is behind an adapter: an adapter that is not sure is not hardware. */
export function tierOf({ info }: GPUAdapter): Adapter["tier"] {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || imitations.test(words) ? "software" : "hardware";
}

/** The adapter's name for people: an imitation's own name says little, so its driver stands for it. */
export function nameOf(adapter: GPUAdapter): string {
  const { vendor, architecture, device, description } = adapter.info;
  const maker = [vendor, architecture].filter((word) => word !== "").join(" ");
  const words = [tierOf(adapter) === "software" ? "" : device.trim(), description.trim(), maker];
  const known = words.filter((each) => each !== "").slice(0, 2);
  return known.length === 0 ? "unnamed adapter" : known.join(", ");
}
