import type { Backend } from "../backend.ts";
import type { Bilingual } from "./bilingual.ts";
import type { Tier } from "./tier.ts";

/** A device that is open, and what may be said of it. */
export interface Opened {
  readonly backend: Backend;
  readonly tier: Tier;
  /** What computes in the end: a software adapter computes on the CPU. */
  readonly processor: "CPU" | "GPU";
  /** What it is, in a few words. */
  readonly about: Bilingual;
  /** The version of the software that computes. */
  readonly version?: string;
  /** The GPU's driver, where it tells. */
  readonly driver?: string;
  /** Bytes of memory of its own, where it tells. */
  readonly memory?: number;
  /** The bytes that one tensor may take, where there is a limit below the memory. */
  readonly largestTensor?: number;
}

/** A device that may be here or not. */
export interface Candidate {
  readonly name: string;
  /**
   * Opens it, once: the same backend from there on.
   *
   * @param tier takes nothing but this tier.
   * @throws DeviceError when it is not here, with the reason and the remedy.
   */
  open(tier?: "hardware"): Promise<Opened>;
}
