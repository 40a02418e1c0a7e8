import type { Refusal } from "../contents.ts";

/** One chunk of a PNG file, its checksum verified. */
export interface Chunk {
  readonly type: string;
  /** The offset of its content in the file. */
  readonly start: number;
  readonly data: Uint8Array;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = (n & 1) === 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** CRC-32: the remainder of the bytes, read as a polynomial over two elements. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Splits a PNG file into its chunks, including the end chunk, and allows nothing after it.
 *
 * @throws DataError if the signature, a length, a type or a checksum is wrong, or the file ends early
 * @see ISO/IEC 15948, "Portable Network Graphics (PNG)", §5.2 to §5.5.
 */
export function chunksOf(bytes: Uint8Array, refuse: Refusal): readonly Chunk[] {
  const wrong = signature.findIndex((byte, i) => bytes[i] !== byte);
  if (wrong >= 0) {
    throw refuse.byte("wrong-file", wrong, {
      en:
        wrong >= bytes.length
          ? "the file ends inside the 8-byte signature"
          : "the 8-byte signature is not PNG's, so the file is damaged or in another format",
      zh:
        wrong >= bytes.length
          ? "文件在 8 字节签名之内就结束了"
          : "8 字节签名不是 PNG 的，文件已损坏或是别的格式",
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = signature.length;
  while (chunks.at(-1)?.type !== "IEND") {
    if (at + 12 > bytes.length) {
      throw refuse.byte("damaged", bytes.length, {
        en: "the file ends before the chunk IEND",
        zh: "文件在 IEND 数据块之前就结束了",
      });
    }
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw refuse.byte("damaged", at + 4, {
        en: "a chunk type is not four letters",
        zh: "数据块的类型不是四个字母",
      });
    }
    const start = at + 8;
    if (start + length + 4 > bytes.length) {
      throw refuse.byte("damaged", at, {
        en: `the chunk ${type} of ${length} bytes extends past the end of the file`,
        zh: `${length} 字节的数据块 ${type} 超出了文件末尾`,
      });
    }
    if (crc32(bytes.subarray(at + 4, start + length)) !== view.getUint32(start + length)) {
      throw refuse.byte("checksum-mismatch", start + length, {
        en: `the checksum of chunk ${type} does not match its content`,
        zh: `数据块 ${type} 的校验和与内容不符`,
      });
    }
    chunks.push({ type, start, data: bytes.subarray(start, start + length) });
    at = start + length + 4;
  }
  if (at < bytes.length) {
    throw refuse.byte("damaged", at, {
      en: `${bytes.length - at} bytes follow the end of the image`,
      zh: `图像结束之后还有 ${bytes.length - at} 字节`,
    });
  }
  return chunks;
}
