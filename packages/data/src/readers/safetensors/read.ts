import { sizeOf } from "@downhill/tensor";
import {
  checkReading,
  type Contents,
  contents,
  type ReadOptions,
  type Refusal,
  type Source,
} from "../contents.ts";
import { checkDigest } from "./seal.ts";
import { longestHeader, stored, type TensorFile, type Values } from "./values.ts";

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const natural = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const numbers = (list: unknown): list is number[] => Array.isArray(list) && list.every(natural);
  return typeof dtype === "string" && numbers(shape) && numbers(offsets) && offsets.length === 2;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const cut = (refuse: Refusal, length: number) =>
  refuse.byte("damaged", length, { en: "the file is truncated", zh: "文件不完整，被截断了" });

function headerOf({ bytes, refuse }: Contents) {
  if (bytes.length < 8) throw cut(refuse, bytes.length);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > longestHeader) {
    throw refuse.byte("damaged", 0, {
      en: `its header declares ${length} bytes, but the safetensors format allows ${longestHeader}`,
      zh: `文件头声称有 ${length} 字节，而 safetensors 格式至多允许 ${longestHeader} 字节`,
    });
  }
  if (8 + length > bytes.length) throw cut(refuse, bytes.length);
  const text = decoded(bytes.subarray(8, 8 + length));
  const header = text === undefined ? undefined : parsed(text);
  if (text === undefined || header === undefined)
    throw refuse.byte("damaged", 8, { en: "its header is not JSON", zh: "文件头不是 JSON" });
  const { __metadata__: about = {}, ...named } = header;
  if (!isRecord(about) || Object.values(about).some((value) => typeof value !== "string")) {
    throw refuse.byte("damaged", 8, { en: "its metadata is not all strings", zh: "元数据不是文本" });
  }
  return { text, named, about: about as Record<string, string>, start: 8 + length };
}

interface Span {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

function tensorOf(
  name: string,
  entry: unknown,
  start: number,
  { bytes, refuse }: Contents,
): Span & { readonly values: Values } {
  if (!isEntry(entry)) {
    throw refuse.byte("damaged", 8, {
      en: `the header's entry for "${name}" is damaged`,
      zh: `文件头中 "${name}" 一项已损坏`,
    });
  }
  const kind = stored.get(entry.dtype);
  if (kind === undefined) {
    const known = [...stored.keys()].join(", ");
    throw refuse.byte("unsupported-dtype", 8, {
      en: `"${name}" has the unknown dtype ${entry.dtype} (known: ${known})`,
      zh: `"${name}" 的数据类型 ${entry.dtype} 无法识别（可用：${known}）`,
    });
  }
  const [begin, end] = entry.data_offsets;
  if (start + end > bytes.length) throw cut(refuse, bytes.length);
  const count = sizeOf(entry.shape);
  if (end - begin !== count * kind.bytes) {
    throw refuse.byte("damaged", 8, {
      en: `"${name}" takes ${end - begin} bytes, which does not fit its shape [${entry.shape.join(",")}]`,
      zh: `"${name}" 占 ${end - begin} 字节，与形状 [${entry.shape.join(",")}] 不符`,
    });
  }
  const data = kind.read(new DataView(bytes.buffer, bytes.byteOffset + start + begin, end - begin), count);
  if ("wrong" in data) {
    throw refuse.byte("not-representable", start + begin + data.wrong * kind.bytes, {
      en: `entry ${data.wrong} of "${name}" is too large for ${kind.dtype}`,
      zh: `"${name}" 的第 ${data.wrong} 个数太大，无法存为 ${kind.dtype}`,
    });
  }
  return { name, begin, end, values: { dtype: kind.dtype, shape: entry.shape, data } };
}

/** Checks that the tensors fill the data without gaps. */
function checkSpans(spans: readonly Span[], start: number, { bytes, refuse }: Contents): void {
  let filled = 0;
  for (const { begin, end, name } of spans.toSorted((a, b) =>
    a.begin === b.begin ? a.end - b.end : a.begin - b.begin,
  )) {
    if (begin < filled) {
      throw refuse.byte("damaged", start + begin, {
        en: `"${name}" overlaps another tensor`,
        zh: `"${name}" 与另一个张量重叠`,
      });
    }
    if (begin > filled) {
      throw refuse.byte("damaged", start + filled, {
        en: `there is a gap before "${name}"`,
        zh: `"${name}" 之前有空隙`,
      });
    }
    filled = end;
  }
  if (start + filled !== bytes.length) {
    throw refuse.byte("damaged", start + filled, {
      en: "there are bytes that do not belong to any tensor",
      zh: "有不属于任何张量的字节",
    });
  }
}

async function parse(opened: Contents): Promise<TensorFile> {
  const { bytes, refuse } = opened;
  const { text, named, about, start } = headerOf(opened);
  const found = Object.entries(named).map(([name, entry]) => tensorOf(name, entry, start, opened));
  checkSpans(found, start, opened);
  const metadata = await checkDigest(about, text, bytes.subarray(start), refuse);
  return { tensors: new Map(found.map(({ name, values }) => [name, values])), metadata };
}

/**
 * Reads a safetensors file and checks all of it: the header, that the tensors fill the data without overlap or gap, and
 * the SHA-256 of files written by {@link encodeSafetensors}. In other files, `sha256` in the metadata is ordinary
 * metadata; a file whose `format` begins with `downhill-`, such as a checkpoint, is refused if it lacks its digest.
 *
 * 16-bit floats (F16, BF16) become float32; integers of any width become int32, if they fit.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy if the file is truncated, altered, in another format or of an
 * unknown dtype, or lacks the digest that its format requires
 * @example
 * ```ts
 * import { encodeSafetensors, readSafetensors } from "@downhill/data";
 * const b = { dtype: "int32", shape: [], data: new Int32Array([7]) } as const;
 * const file = await readSafetensors(await encodeSafetensors({ tensors: new Map([["b", b]]), metadata: {} }));
 * console.log(file.tensors.get("b")?.data); // Int32Array(1) [ 7 ]
 * ```
 * @see https://github.com/huggingface/safetensors, "Format".
 */
export async function readSafetensors(source: Source, options: ReadOptions = {}): Promise<TensorFile> {
  checkReading("readSafetensors", options);
  // The header length may start with the two bytes of gzip, so unpacking is left to the caller.
  return parse(await contents(source, options, "safetensors data", false));
}
