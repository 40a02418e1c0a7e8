import { type Bilingual, checkOptions } from "@downhill/tensor";
import { asGiven } from "../as-given.ts";
import { DataError } from "../data-error.ts";
import { disk } from "../disk.ts";
import { inflate } from "./inflate.ts";

/** A file's bytes, or the path of a file on this machine. */
export type Source = Uint8Array | string;

/** How any file is read. */
export interface ReadOptions {
  /** The name shown in errors; by default the path, or the format's name for bytes. */
  readonly file?: string;
  /** A file longer than this many bytes, packed or unpacked, is refused; 1 GiB by default. */
  readonly limit?: number;
  /** The end of an error's sentence; by default a remedy for that fault. */
  readonly remedy?: Bilingual;
}

/**
 * Like `checkOptions`, for a reader: it has the options of all readers, and its `own`.
 *
 * @throws ValueError when there is no such option, of the reader or of its remedy; DataError when the limit is not a number.
 */
export function checkReading<O extends ReadOptions>(
  reader: string,
  options: O,
  own: readonly (keyof O & string)[] = [],
): void {
  checkOptions<ReadOptions>(reader, options, [...(own as never[]), "file", "limit", "remedy"]);
  checkOptions(reader, options.remedy, ["en", "zh"], "remedy");
  const { limit = 1 } = options;
  if (typeof limit === "number" && limit >= 0) return;
  throw new DataError("out-of-range", {
    en: `${reader}: limit is ${asGiven(limit)}; give a number of bytes, for example 2 ** 30.`,
    zh: `${reader}：limit 是 ${asGiven(limit)}；请给出字节数，例如 2 ** 30。`,
  });
}

/** Makes the sentence that states what is wrong, where, and what to do; a given remedy replaces the usual one. */
export interface Refusal {
  byte(code: string, offset: number, what: Bilingual, remedy?: Bilingual): DataError;
  /** Lines are counted from 1, as in editors. */
  line(code: string, line: number, what: Bilingual, remedy?: Bilingual): DataError;
}

/** An opened file: its unpacked bytes, and how to report faults in them. */
export interface Contents {
  readonly bytes: Uint8Array;
  readonly limit: number;
  readonly refuse: Refusal;
}

const again = { en: "copy or download the file again", zh: "请重新复制或下载该文件" };
const fix = { en: "fix this line of the file", zh: "请修正文件中的这一行" };

function refusal(file: string, chosen: Bilingual | undefined): Refusal {
  const sentence = (code: string, where: Bilingual, { en, zh }: Bilingual, usual: Bilingual) => {
    const remedy = chosen ?? usual;
    return new DataError(code, {
      en: `${file}: ${where.en}: ${en}; ${remedy.en}.`,
      zh: `${file}：${where.zh}：${zh}；${remedy.zh}。`,
    });
  };
  return {
    byte: (code, offset, what, remedy = again) =>
      sentence(code, { en: `byte ${offset}`, zh: `第 ${offset} 字节` }, what, remedy),
    line: (code, line, what, remedy = fix) =>
      sentence(code, { en: `line ${line}`, zh: `第 ${line} 行` }, what, remedy),
  };
}

async function bytesAt(path: string, limit: number): Promise<Uint8Array> {
  const bytes = await disk().read(path, limit);
  if (bytes !== undefined) return bytes;
  throw new DataError("not-found", {
    en: `${path}: there is no such file; check the path, which is relative to the folder where the program was started.`,
    zh: `${path}：没有这个文件；请检查路径，相对路径从程序启动时所在的文件夹算起。`,
  });
}

/** The bytes, unpacked if they start like gzip; offsets in later errors count unpacked bytes. */
async function unpacked(bytes: Uint8Array, limit: number, refuse: Refusal): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const result = await inflate("gzip", bytes, limit);
  switch (result.end) {
    case "whole":
      return result.bytes;
    case "damaged":
      throw refuse.byte("damaged", result.bytes.length, {
        en: "the gzip stream is cut short or damaged after this many unpacked bytes",
        zh: "解压到这一位置时，gzip 数据流中断或已损坏",
      });
    case "too long":
      throw refuse.byte("too-large", result.bytes.length, {
        en: `the file unpacks to more than the limit of ${limit} bytes`,
        zh: `文件解压后超过了 ${limit} 字节的上限`,
      });
  }
}

/**
 * Opens a file: reads it if a path is given, and unpacks gzip.
 *
 * @param name the name for bytes in messages, when no name is given
 * @param packed false for a format whose first bytes may happen to look like gzip
 * @throws DataError when the file cannot be read, is too long, or its gzip stream is damaged
 */
export async function contents(
  source: Source,
  options: ReadOptions,
  name: string,
  packed = true,
): Promise<Contents> {
  const { limit = 2 ** 30 } = options;
  const refuse = refusal(options.file ?? (typeof source === "string" ? source : name), options.remedy);
  if (typeof source !== "string" && !ArrayBuffer.isView(source)) {
    throw new DataError("unsupported-source", {
      en: `${name}: the source is ${Array.isArray(source) ? "a list" : typeof source}; give the file's path, or its bytes as a Uint8Array.`,
      zh: `${name}：数据源是 ${Array.isArray(source) ? "数组" : typeof source}；请给出文件路径，或 Uint8Array 形式的字节。`,
    });
  }
  const bytes = typeof source === "string" ? await bytesAt(source, limit) : source;
  return { bytes: packed ? await unpacked(bytes, limit, refuse) : bytes, limit, refuse };
}
