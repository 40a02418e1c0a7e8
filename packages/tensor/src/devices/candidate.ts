import type { Backend } from "../backend.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Tier } from "./tier.ts";

/** An open device and its description. */
export interface Opened {
  readonly backend: Backend;
  readonly tier: Tier;
  /** What ultimately computes: a software adapter computes on the CPU. */
  readonly processor: "CPU" | "GPU";
  /** What it is, in a few words. */
  readonly about: Bilingual;
  /** The version of the software that computes. */
  readonly version?: string;
  /** The GPU's driver, if reported. */
  readonly driver?: string;
  /** Bytes of dedicated memory, if reported. */
  readonly memory?: number;
  /** The bytes that one tensor may take, if there is a limit below the memory. */
  readonly largestTensor?: number;
}

/** A device that may or may not be available. */
export interface Candidate {
  readonly name: string;
  /**
   * Opens it, once: later calls return the same backend.
   *
   * @param tier accepts only this tier.
   * @throws DeviceError if it is not available, with the reason and the remedy.
   */
  open(tier?: "hardware"): Promise<Opened>;
}
