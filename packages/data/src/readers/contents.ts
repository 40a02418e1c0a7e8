import { checkOptions } from "@downhill/tensor";
import type { Both } from "../both.ts";
import { DataError } from "../data-error.ts";
import { disk } from "../disk.ts";
import { inflate } from "./inflate.ts";

/** A file's bytes, or the path of a file on this machine. */
export type Source = Uint8Array | string;

/** How any file is read. */
export interface ReadOptions {
  /** The name that an error shall mention; by default the path, or the format's name for bytes. */
  readonly file?: string;
  /** A file that is longer than this many bytes, or unpacks to more, is refused; 1 GiB by default. */
  readonly limit?: number;
  /** How an error's sentence shall end; by default it says what suits the mistake. */
  readonly remedy?: Both;
}

/**
 * As `checkOptions`, for a reader: it has the options of all readers and `own`.
 *
 * @throws ValueError when there is no such option, of the reader or of its remedy.
 */
export function checkReading<O extends ReadOptions>(
  reader: string,
  options: O,
  own: readonly (keyof O & string)[] = [],
): void {
  checkOptions<ReadOptions>(reader, options, [...(own as never[]), "file", "limit", "remedy"]);
  checkOptions(reader, options.remedy, ["en", "zh"], "remedy");
}

/** Makes the sentence that says what is wrong, where, and, better than the usual remedy where it is given, what to do. */
export interface Refusal {
  byte(offset: number, en: string, zh: string, remedy?: Both): DataError;
  /** Lines are counted from 1, as editors do. */
  line(line: number, en: string, zh: string, remedy?: Both): DataError;
}

/** A file that has been opened: its bytes, unpacked, and how to complain about them. */
export interface Contents {
  readonly bytes: Uint8Array;
  readonly limit: number;
  readonly refuse: Refusal;
}

const again = { en: "copy or download the file again", zh: "请重新复制或下载该文件" };
const mend = { en: "mend this line of the file", zh: "请修正文件中的这一行" };

function refusal(file: string, chosen: Both | undefined): Refusal {
  const sentence = (where: Both, en: string, zh: string, usual: Both) => {
    const remedy = chosen ?? usual;
    return new DataError(
      `${file}: ${where.en}: ${en}; ${remedy.en}.`,
      `${file}：${where.zh}：${zh}；${remedy.zh}。`,
    );
  };
  return {
    byte: (offset, en, zh, remedy = again) =>
      sentence({ en: `byte ${offset}`, zh: `第 ${offset} 字节` }, en, zh, remedy),
    line: (line, en, zh, remedy = mend) =>
      sentence({ en: `line ${line}`, zh: `第 ${line} 行` }, en, zh, remedy),
  };
}

async function bytesAt(path: string, limit: number): Promise<Uint8Array> {
  const bytes = await disk().read(path, limit);
  if (bytes !== undefined) return bytes;
  throw new DataError(
    `${path}: there is no such file; check the path, which is relative to the folder that the program was started in.`,
    `${path}：没有这个文件；请检查路径，相对路径从程序启动时所在的文件夹算起。`,
  );
}

/** The bytes, unpacked when they start as gzip does; offsets in later complaints count unpacked bytes. */
async function unpacked(bytes: Uint8Array, limit: number, refuse: Refusal): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const result = await inflate("gzip", bytes, limit);
  switch (result.end) {
    case "whole":
      return result.bytes;
    case "damaged":
      throw refuse.byte(
        result.bytes.length,
        "the gzip stream is cut short or damaged after this many unpacked bytes",
        "解压到这一位置时，gzip 数据流中断或已损坏",
      );
    case "too long":
      throw refuse.byte(
        result.bytes.length,
        `the file unpacks to more than ${limit} bytes, the limit set`,
        `文件解压后超过了 ${limit} 字节的上限`,
      );
  }
}

/**
 * Opens a file: reads it where a path is given, and unpacks gzip.
 *
 * @param name what bytes without a name are called in messages
 * @param packed false for a format whose first bytes may look like gzip's by chance
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
    throw new DataError(
      `${name}: the source is ${Array.isArray(source) ? "a list" : typeof source}; give the file's path, or its bytes as a Uint8Array.`,
      `${name}：数据源是 ${Array.isArray(source) ? "数组" : typeof source}；请给出文件路径，或 Uint8Array 形式的字节。`,
    );
  }
  const bytes = typeof source === "string" ? await bytesAt(source, limit) : source;
  return { bytes: packed ? await unpacked(bytes, limit, refuse) : bytes, limit, refuse };
}
