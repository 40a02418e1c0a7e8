import { sha256 } from "../../sha256.ts";

/** What stands in the place of the digest while it is taken. */
export const blank = "0".repeat(64);

/** The name of the digest in the metadata. */
export const digestName = "sha256";

/** What our digests begin with, since in other files `sha256` may be of anything. */
export const ours = "downhill:";

/** How the formats begin whose files always have a digest. */
export const sealedFormat = "downhill-";

/** The SHA-256 of the parts, one after another. */
export async function digestOf(parts: readonly Uint8Array[]): Promise<string> {
  return sha256(new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer()));
}
