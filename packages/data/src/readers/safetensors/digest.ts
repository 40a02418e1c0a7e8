import { sha256 } from "../../sha256.ts";

/** What stands in the place of the digest while it is taken. */
export const blank = "0".repeat(64);

/** The SHA-256 of the parts, one after another. */
export async function digestOf(parts: readonly Uint8Array[]): Promise<string> {
  return sha256(new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer()));
}
