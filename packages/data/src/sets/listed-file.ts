import type { Bilingual } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { contents } from "../readers/contents.ts";
import { sha256 } from "../sha256.ts";

/** A known file: its name, and the SHA-256 of its unpacked bytes, which does not change when it is repacked. */
export interface ListedFile {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Unpacks the bytes of a known file, and returns them if their SHA-256 is the listed one.
 *
 * @param place the file's path or address, for the message
 * @param remedy what to do if it is not the expected file
 * @throws DataError if the bytes are damaged or belong to another file
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
    en: `${place}: the SHA-256 of the unpacked bytes should be ${listed.sha256}, but is ${found}; ${remedy.en}.`,
    zh: `${place}：解压后内容的 SHA-256 应为 ${listed.sha256}，实际为 ${found}；${remedy.zh}。`,
  });
}
