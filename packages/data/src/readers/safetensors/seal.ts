import type { Refusal } from "../contents.ts";
import { blank, digestName, digestOf, ours, sealedFormat } from "./digest.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * Compares a file with the digest in its metadata, where that is one of the file itself.
 *
 * Other programs write a `sha256` of something else. So a digest is one of this file when it is right, when it begins as ours
 * do, or when the file's format is one that always has one.
 *
 * @param header the header's text, and `data` what follows it
 * @returns the metadata without the file's own digest
 * @throws DataError when the digest is wrong, or the format asks for one and there is none
 */
export async function checkDigest(
  about: Texts,
  header: string,
  data: Uint8Array,
  refuse: Refusal,
): Promise<Texts> {
  const { [digestName]: found, ...metadata } = about;
  const sealed = about["format"]?.startsWith(sealedFormat) === true;
  if (found === undefined) {
    if (!sealed) return metadata;
    throw refuse.byte("checksum-mismatch", 8, {
      en: `files of the format ${about["format"]} carry their SHA-256, and this one has none, so it was changed`,
      zh: `${about["format"]} 格式的文件都带有自身的 SHA-256，而这个文件没有，可见被改动过`,
    });
  }
  const digest = found.startsWith(ours) ? found.slice(ours.length) : found;
  const blanked = header.replace(
    `"${digestName}":"${found}"`,
    `"${digestName}":"${found.slice(0, found.length - digest.length)}${blank}"`,
  );
  if (
    /^[0-9a-f]{64}$/.test(digest) &&
    (await digestOf([new TextEncoder().encode(blanked), data])) === digest
  ) {
    return metadata;
  }
  if (!sealed && digest === found) return about;
  throw refuse.byte("checksum-mismatch", 8, {
    en: "its content was changed after it was written (SHA-256)",
    zh: "内容在写入之后被改动过（SHA-256 不符）",
  });
}
