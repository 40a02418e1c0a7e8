import type { Bilingual } from "../bilingual.ts";

/** Why a device is not available and how to fix it, if the error is about that. */
interface Reason {
  readonly why: Bilingual;
  readonly remedy: Bilingual;
}

/**
 * Thrown when a device is unknown, cannot be opened, or was lost; gives the remedy. `message` is in English, `zh` is the
 * same in Chinese.
 *
 * @example
 * ```ts
 * import { device, type DeviceError } from "@downhill/tensor";
 * const error = await device("abacus").catch((thrown: DeviceError) => thrown);
 * "zh" in error; // true
 * ```
 */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
  /** The kind of error, stable across versions: a row on the page of error codes in the reference. */
  readonly code: string;
  /** The same sentence in Simplified Chinese. */
  readonly zh: string;
  /** If a device cannot be opened: the reason and the remedy, as parts of the sentence. */
  readonly reason: Reason | undefined;

  constructor(
    code: string,
    { en, zh }: Bilingual,
    { reason, ...options }: ErrorOptions & { reason?: Reason } = {},
  ) {
    super(en, options);
    this.code = code;
    this.zh = zh;
    this.reason = reason;
  }
}

/** A device that cannot be opened: `name: why; remedy.` */
export const cannotOpen = (
  name: string,
  why: Bilingual,
  remedy: Bilingual,
  options: ErrorOptions = {},
): DeviceError =>
  new DeviceError(
    "unavailable",
    { en: `${name}: ${why.en}; ${remedy.en}.`, zh: `${name}：${why.zh}；${remedy.zh}。` },
    { ...options, reason: { why, remedy } },
  );

/** An error's message, in both languages if it has both. */
export function wordsOf(error: unknown): Bilingual {
  const en = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
  const zh: unknown = (error as { zh?: unknown } | null)?.zh;
  return { en, zh: typeof zh === "string" ? zh : en };
}
