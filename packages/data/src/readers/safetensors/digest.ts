import { sha256 } from "../../sha256.ts";

/** The placeholder for the digest while it is computed. */
export const blank = "0".repeat(64);

/** The name of the digest in the metadata. */
export const digestName = "sha256";

/** The prefix of our digests; in other files `sha256` may be a digest of anything. */
export const ours = "downhill:";

/** The prefix of the formats whose files always have a digest. */
export const sealedFormat = "downhill-";

/** The SHA-256 of the concatenated parts. */
export async function digestOf(parts: readonly Uint8Array[]): Promise<string> {
  return sha256(new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer()));
}
