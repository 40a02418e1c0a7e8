import { node } from "./durable-write.ts";
import { CheckpointError } from "./safetensors.ts";

/** One checkpoint in a folder. */
export interface CheckpointEntry {
  /** The file's name within the folder. */
  readonly file: string;
  readonly step: number;
  /** The loss and metrics at its step. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly bytes: number;
  /** SHA-256 of the whole file, as `sha256sum` prints it. */
  readonly sha256: string;
}

const format = "downhill-checkpoints-1";

export const sha256Of = (bytes: Uint8Array): string =>
  node("node:crypto").createHash("sha256").update(bytes).digest("hex");

const digestOf = (checkpoints: readonly CheckpointEntry[]): string =>
  sha256Of(new TextEncoder().encode(JSON.stringify(checkpoints)));

/** The manifest as readable JSON; its own SHA-256 covers the list without spaces. */
export const encodeManifest = (checkpoints: readonly CheckpointEntry[]): Uint8Array =>
  new TextEncoder().encode(
    `${JSON.stringify({ format, sha256: digestOf(checkpoints), checkpoints }, null, 2)}\n`,
  );

/**
 * Reads a manifest; undefined if it is damaged.
 *
 * @throws CheckpointError when it has a different version.
 */
export function decodeManifest(bytes: Uint8Array, path: string): readonly CheckpointEntry[] | undefined {
  let read: Partial<Record<"format" | "sha256" | "checkpoints", unknown>> | null;
  try {
    read = JSON.parse(new TextDecoder().decode(bytes)) as typeof read;
  } catch {
    read = null;
  }
  if (typeof read?.format === "string" && read.format !== format) {
    throw new CheckpointError("version-mismatch", {
      en: `${path}: it has the version "${read.format}", and this release reads "${format}"; use the release that wrote it, or choose another folder.`,
      zh: `${path}：其版本是 "${read.format}"，而这里是 "${format}"；请使用写入它的版本，或换一个文件夹。`,
    });
  }
  const list = read?.checkpoints;
  return Array.isArray(list) && digestOf(list as CheckpointEntry[]) === read?.sha256
    ? (list as CheckpointEntry[])
    : undefined;
}
