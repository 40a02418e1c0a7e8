import { type DType, sizeOf, type TypedArray } from "@downhill/tensor";
import { TrainingError } from "./training-error.ts";

/** The values of one tensor on the host. */
export interface Values {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TypedArray;
}

/** What a safetensors file holds: named tensors, and texts about them. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Values>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file that is not a whole, unchanged checkpoint, or one of another model; names the file and the remedy. */
export class CheckpointError extends TrainingError {
  override readonly name = "CheckpointError";
}

const kinds = {
  float64: { tag: "F64", Array: Float64Array },
  float32: { tag: "F32", Array: Float32Array },
  int32: { tag: "I32", Array: Int32Array },
  bool: { tag: "BOOL", Array: Uint8Array },
} as const satisfies Record<DType, unknown>;

const dtypeOf = new Map(Object.entries(kinds).map(([dtype, { tag }]) => [tag as string, dtype as DType]));

const unsigned = "0".repeat(64);
/** The format's own limit for the header. */
const longestHeader = 100_000_000;

async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const whole = new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const bytesOf = ({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * Writes named tensors in the safetensors format: the header's length in 8 bytes, the header in JSON, the values one
 * after another (little-endian, row-major). A SHA-256 over the whole file goes into the metadata as `sha256`; it is
 * taken with 64 zeros in its own place.
 *
 * @returns the bytes of the file.
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from "@downhill/train";
 * const w = { dtype: "float32", shape: [2], data: new Float32Array([1, 2]) } as const;
 * const bytes = await encodeSafetensors({ tensors: new Map([["w", w]]), metadata: { step: "5" } });
 * (await decodeSafetensors(bytes, "w.safetensors")).metadata["step"]; // "5"
 * ```
 * @see https://github.com/huggingface/safetensors, "Format".
 */
export async function encodeSafetensors({ tensors, metadata }: TensorFile): Promise<Uint8Array> {
  // Wider numbers first, so that each tensor begins at a multiple of its own width.
  const sorted = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let end = 0;
  const entries = sorted.map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: kinds[dtype].tag, shape, data_offsets: [begin, end] }] as const;
  });
  const headerWith = (digest: string): Uint8Array => {
    const text = JSON.stringify({
      __metadata__: { ...metadata, sha256: digest },
      ...Object.fromEntries(entries),
    });
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
    padded.set(bytes);
    return padded;
  };
  const data = sorted.map(([, values]) => bytesOf(values.data));
  const header = headerWith(await sha256(headerWith(unsigned), ...data));
  const file = new Uint8Array(8 + header.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  let at = 8;
  for (const part of [header, ...data]) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const numbers = (list: unknown): list is number[] => Array.isArray(list) && list.every(whole);
  return typeof dtype === "string" && numbers(shape) && numbers(offsets) && offsets.length === 2;
}

/**
 * Reads a safetensors file and checks all of it: the header, that the tensors fill the data without overlap or gap,
 * and the SHA-256, where the metadata has one.
 *
 * @param file names the file in messages.
 * @throws CheckpointError when the file is cut short, changed, or not of this format.
 */
export async function decodeSafetensors(bytes: Uint8Array, file: string): Promise<TensorFile> {
  const refuse = (en: string, zh: string): never => {
    throw new CheckpointError(
      `${file}: ${en}; delete it and take an older checkpoint, or train again from the start.`,
      `${file}：${zh}；请删除它，改用更早的检查点，或重新开始训练。`,
    );
  };
  const cut = (): never => refuse("the file is cut short", "文件不完整，被截断了");
  if (bytes.length < 8) cut();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > longestHeader) {
    refuse(
      `its header claims ${length} bytes, and the safetensors format allows ${longestHeader}`,
      `文件头声称有 ${length} 字节，而 safetensors 格式至多允许 ${longestHeader} 字节`,
    );
  }
  if (8 + length > bytes.length) cut();
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  const header = parsed(text) ?? refuse("its header is not JSON", "文件头不是 JSON");
  const { __metadata__: about = {}, ...named } = header;
  if (
    typeof about !== "object" ||
    about === null ||
    Object.values(about).some((v) => typeof v !== "string")
  ) {
    refuse("its metadata are not texts", "元数据不是文本");
  }
  const { sha256: digest, ...metadata } = about as Record<string, string>;

  const data = bytes.subarray(8 + length);
  const tensors = new Map<string, Values>();
  const spans: (readonly [begin: number, end: number, name: string])[] = [];
  for (const [name, entry] of Object.entries(named)) {
    if (!isEntry(entry)) {
      return refuse(`the header's entry for "${name}" is damaged`, `文件头中 "${name}" 一项已损坏`);
    }
    const dtype = dtypeOf.get(entry.dtype);
    if (dtype === undefined) {
      const known = [...dtypeOf.keys()].join(", ");
      return refuse(
        `"${name}" has the unknown dtype ${entry.dtype} (known: ${known})`,
        `"${name}" 的数据类型 ${entry.dtype} 无法识别（可用：${known}）`,
      );
    }
    const [begin, end] = entry.data_offsets;
    if (end > data.length) cut();
    const { Array: Numbers } = kinds[dtype];
    if (end - begin !== sizeOf(entry.shape) * Numbers.BYTES_PER_ELEMENT) {
      refuse(
        `"${name}" takes ${end - begin} bytes, which do not fit its shape [${entry.shape.join(",")}]`,
        `"${name}" 占 ${end - begin} 字节，与形状 [${entry.shape.join(",")}] 不符`,
      );
    }
    spans.push([begin, end, name]);
    tensors.set(name, {
      dtype,
      shape: entry.shape,
      data: new Numbers(Uint8Array.from(data.subarray(begin, end)).buffer),
    });
  }
  let filled = 0;
  for (const [begin, end, name] of spans.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]))) {
    if (begin < filled) refuse(`"${name}" overlaps another tensor`, `"${name}" 与另一个张量重叠`);
    if (begin > filled) refuse(`there is a gap before "${name}"`, `"${name}" 之前有空隙`);
    filled = end;
  }
  if (filled !== data.length) refuse("there are bytes that belong to no tensor", "有不属于任何张量的字节");
  if (digest !== undefined) {
    const blank = new TextEncoder().encode(text.replace(`"sha256":"${digest}"`, `"sha256":"${unsigned}"`));
    if ((await sha256(blank, data)) !== digest) {
      refuse(
        "its content was changed after it was written (SHA-256)",
        "内容在写入之后被改动过（SHA-256 不符）",
      );
    }
  }
  return { tensors, metadata };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
