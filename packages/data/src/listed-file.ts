import { DataError } from "./data-error.ts";
import { type Idx, readIdx, unpack } from "./idx.ts";
import { sha256 } from "./sha256.ts";

/** A file that this package knows: its name, its shape, and the SHA-256 of its unpacked bytes, which no repacking changes. */
export interface ListedFile {
  readonly file: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

/**
 * Reads the bytes of a known file, once their SHA-256 is the listed one.
 *
 * @param place the file's path or address, for the message
 * @param remedy what to do when the bytes are wrong, in both languages
 * @throws DataError when the bytes are damaged or are another file's
 */
export async function readListed(
  bytes: Uint8Array,
  listed: ListedFile,
  place: string,
  remedy: { readonly en: string; readonly zh: string },
): Promise<Idx> {
  const unpacked = await unpack(bytes, { file: place, remedy });
  const found = await sha256(unpacked);
  if (found !== listed.sha256) {
    throw new DataError(
      `${place}: the unpacked bytes should have the SHA-256 ${listed.sha256}, but have ${found}; ${remedy.en}.`,
      `${place}：解压后内容的 SHA-256 应为 ${listed.sha256}，实际为 ${found}；${remedy.zh}。`,
    );
  }
  return readIdx(unpacked, { file: place, remedy });
}
