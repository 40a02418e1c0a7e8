import { checkOptions } from "@downhill/tensor";
import type { TypedArray } from "@downhill/tensor";
import { DataError } from "../../data-error.ts";
import { checked } from "./checked.ts";
import { blank, digestName, digestOf, ours } from "./digest.ts";
import { longestHeader, tags, type TensorFile } from "./values.ts";

const bytesOf = ({ buffer, byteOffset, byteLength }: TypedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * Writes named tensors in the safetensors format: the header's length in 8 bytes, the header in JSON, the values one
 * after another (little-endian, row-major). A SHA-256 of the whole file goes into the metadata as `sha256`, after
 * `downhill:`; it is computed with 64 zeros in its place.
 *
 * @returns the bytes of the file
 * @throws DataError with the tensor or the metadata, and the remedy, if data does not fit its dtype or shape, metadata
 * is not a string, or a name is reserved: `__metadata__` among tensors, `sha256` in the metadata
 * @example
 * ```ts
 * import { encodeSafetensors, readSafetensors } from "@downhill/data";
 * const w = { dtype: "float32", shape: [2], data: new Float32Array([1, 2]) } as const;
 * const bytes = await encodeSafetensors({ tensors: new Map([["w", w]]), metadata: { step: "5" } });
 * (await readSafetensors(bytes)).metadata["step"]; // "5"
 * ```
 * @see https://github.com/huggingface/safetensors, "Format".
 */
export async function encodeSafetensors(options: TensorFile): Promise<Uint8Array> {
  const { tensors, metadata } = checked(checkOptions("encodeSafetensors", options, ["tensors", "metadata"]));
  // Wider numbers first, so that each tensor begins at a multiple of its element width.
  const sorted = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let end = 0;
  const entries = sorted.map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: tags[dtype], shape, data_offsets: [begin, end] }] as const;
  });
  const headerWith = (digest: string): Uint8Array => {
    const text = JSON.stringify({
      __metadata__: { ...metadata, [digestName]: ours + digest },
      ...Object.fromEntries(entries),
    });
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
    padded.set(bytes);
    if (padded.length <= longestHeader) return padded;
    throw new DataError("too-large", {
      en: `encodeSafetensors: names, shapes and metadata take ${padded.length} bytes, but the format allows ${longestHeader}; write several files.`,
      zh: `encodeSafetensors：名称、形状和元数据共占 ${padded.length} 字节，而该格式至多允许 ${longestHeader} 字节；请分成多个文件写入。`,
    });
  };
  const data = sorted.map(([, values]) => bytesOf(values.data));
  const header = headerWith(await digestOf([headerWith(blank), ...data]));
  const file = new Uint8Array(8 + header.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  let at = 8;
  for (const part of [header, ...data]) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
