import type { Refusal } from "../contents.ts";
import { blank, digestName, digestOf, ours, sealedFormat } from "./digest.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * Compares a file with the digest in its metadata, if that is a digest of the file itself.
 *
 * Other programs write a `sha256` of something else. A digest counts as the file's own if it matches, if it has our
 * prefix, or if the file's format always has one.
 *
 * @param header the header's text; `data` is the rest of the file
 * @returns the metadata without the file's own digest
 * @throws DataError if the digest is wrong, or the format requires one and there is none
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
      en: `files of the format ${about["format"]} carry their SHA-256, but this one has none, so it was altered`,
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
    en: "its content was altered after it was written (SHA-256)",
    zh: "内容在写入之后被改动过（SHA-256 不符）",
  });
}
