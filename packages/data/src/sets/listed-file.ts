import type { Bilingual } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { contents } from "../readers/contents.ts";
import { sha256 } from "../sha256.ts";

/** A file that this package knows: its name, and the SHA-256 of its unpacked bytes, which no repacking changes. */
export interface ListedFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Unpacks the bytes of a known file, and hands them on once their SHA-256 is the listed one.
 *
 * @param place the file's path or address, for the message
 * @param remedy what to do when it is not the one it should be
 * @throws DataError when the bytes are damaged or are another file's
 */
export async function listedBytes(
  bytes: Uint8Array,
  listed: ListedFile,
  place: string,
  remedy: Bilingual,
): Promise<Uint8Array> {
  const { bytes: unpacked } = await contents(bytes, { file: place, remedy }, place);
  const found = await sha256(unpacked);
  if (found === listed.sha256) return unpacked;
  throw new DataError("checksum-mismatch", {
    en: `${place}: the unpacked bytes should have the SHA-256 ${listed.sha256}, but have ${found}; ${remedy.en}.`,
    zh: `${place}：解压后内容的 SHA-256 应为 ${listed.sha256}，实际为 ${found}；${remedy.zh}。`,
  });
}
