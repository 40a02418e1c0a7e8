import {
  checkReading,
  type Contents,
  contents,
  type ReadOptions,
  type Refusal,
  type Source,
} from "../contents.ts";
import { inflate } from "../inflate.ts";
import { type Chunk, chunksOf } from "./chunks.ts";
import { type Header, headerOf } from "./header.ts";
import { packedSize, samplesOf } from "./scanlines.ts";

/** The contents of a PNG file, in the form a data set uses for images: `data · scale` runs from 0 to 1. */
export interface Png {
  /** `[height, width, channels]`: 1 for grey, 2 for grey and alpha, 3 for RGB, 4 for RGB and alpha. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Row by row, with the channels of a pixel adjacent; bytes, or 16-bit numbers if the file has them. */
  readonly data: Uint8Array | Uint16Array;
  /** 1/255, or 1/65535 for 16 bits. */
  readonly scale: number;
}

/** The single chunk of a type, if present. */
function only(chunks: readonly Chunk[], type: string, refuse: Refusal): Chunk | undefined {
  const [first, second] = chunks.filter((chunk) => chunk.type === type);
  if (second === undefined) return first;
  throw refuse.byte("damaged", second.start - 4, {
    en: `there is a second chunk ${type}`,
    zh: `出现了第二个数据块 ${type}`,
  });
}

function checkOrder(chunks: readonly Chunk[], refuse: Refusal): void {
  const types = chunks.map(({ type }) => type);
  const known = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);
  // A capital first letter means that the image cannot be shown without the chunk.
  const strange = chunks.find(({ type }) => /^[A-Z]/.test(type) && !known.has(type));
  if (strange !== undefined) {
    throw refuse.byte("unsupported", strange.start - 4, {
      en: `the chunk ${strange.type} is required but unknown`,
      zh: `数据块 ${strange.type} 必不可少，却无法识别`,
    });
  }
  const [begin, end] = [types.indexOf("IDAT"), types.lastIndexOf("IDAT")];
  const late = chunks.findIndex(({ type }, i) =>
    type === "IDAT" ? false : (i > begin && i < end) || ((type === "PLTE" || type === "tRNS") && i > begin),
  );
  if (begin < 0 || late >= 0) {
    const { start, type } = chunks[Math.max(late, 0)]!;
    throw begin < 0
      ? refuse.byte("damaged", chunks.at(-1)!.start, {
          en: "the file has no image data",
          zh: "文件中没有图像数据",
        })
      : refuse.byte("damaged", start - 4, {
          en: `the chunk ${type} comes too late`,
          zh: `数据块 ${type} 的位置太靠后`,
        });
  }
}

async function unpackedData(chunks: readonly Chunk[], header: Header, opened: Contents): Promise<Uint8Array> {
  const { limit, refuse } = opened;
  const parts = chunks.filter(({ type }) => type === "IDAT");
  const { start } = parts[0]!;
  const needed = packedSize(header);
  const { width, height } = header;
  // A pixel becomes at most four channels of two bytes.
  if (Math.max(needed, 8 * width * height) > limit) {
    throw refuse.byte(
      "too-large",
      chunks[0]!.start,
      {
        en: `the image has ${width}×${height} pixels, too many for the limit of ${limit} bytes`,
        zh: `图像有 ${width}×${height} 个像素，超出了 ${limit} 字节的上限`,
      },
      { en: "raise the option limit if this size is right", zh: "如果无误，请调大 limit 选项" },
    );
  }
  const packed = new Uint8Array(parts.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parts) {
    packed.set(data, at);
    at += data.length;
  }
  const { end, bytes } = await inflate("deflate", packed, needed);
  if (end === "whole" && bytes.length === needed) return bytes;
  throw end === "damaged"
    ? refuse.byte("damaged", start, {
        en: "the compressed image data is damaged",
        zh: "压缩的图像数据已损坏",
      })
    : refuse.byte("damaged", start, {
        en: `the image data unpacks to ${end === "whole" ? bytes.length : "more"} bytes, but ${width}×${height} pixels need ${needed}`,
        zh: `图像数据解压后${end === "whole" ? `为 ${bytes.length}` : "超过应有"}字节，而 ${width}×${height} 个像素需要 ${needed} 字节`,
      });
}

/** The colours of a palette, with their opacity if a chunk tRNS follows. */
function coloursOf(plte: Chunk, trns: Chunk | undefined, refuse: Refusal): readonly (readonly number[])[] {
  const count = plte.data.length / 3;
  if (!Number.isInteger(count) || count === 0 || count > 256 || (trns?.data.length ?? 0) > count) {
    throw refuse.byte("damaged", plte.start, {
      en: "the palette does not hold 1 to 256 colours",
      zh: "调色板应有 1 至 256 种颜色",
    });
  }
  return Array.from({ length: count }, (_, i) => {
    const colour = Array.from(plte.data.subarray(3 * i, 3 * i + 3));
    return trns === undefined ? colour : [...colour, trns.data[i] ?? 255];
  });
}

/** Replaces palette indices with their colours. */
function coloured(
  indices: ArrayLike<number>,
  colours: readonly (readonly number[])[],
): Uint8Array | undefined {
  const channels = colours[0]!.length;
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0; i < indices.length; i++) {
    const colour = colours[indices[i]!];
    if (colour === undefined) return undefined;
    data.set(colour, i * channels);
  }
  return data;
}

/** Adds an alpha channel: 0 for the transparent colour, opaque for the others. */
function withAlpha<D extends Uint8Array | Uint16Array>(
  data: D,
  samples: number,
  clear: readonly number[],
  most: number,
): D {
  const count = data.length / samples;
  const output = new (data.constructor as new (length: number) => D)(count * (samples + 1));
  for (let i = 0; i < count; i++) {
    const pixel = data.subarray(i * samples, (i + 1) * samples);
    output.set(pixel, i * (samples + 1));
    output[i * (samples + 1) + samples] = clear.every((value, c) => pixel[c] === value) ? 0 : most;
  }
  return output;
}

async function parse(opened: Contents): Promise<Png> {
  const { bytes, refuse } = opened;
  const chunks = chunksOf(bytes, refuse);
  const header = headerOf(chunks[0]!, refuse);
  only(chunks, "IHDR", refuse);
  checkOrder(chunks, refuse);
  const { width, height, depth, kind, samples } = header;
  const plte = only(chunks, "PLTE", refuse);
  const trns = only(chunks, "tRNS", refuse);
  const image = chunks.find(({ type }) => type === "IDAT")!;

  const raw = samplesOf(header, await unpackedData(chunks, header, opened));
  if ("wrong" in raw) {
    throw refuse.byte("damaged", image.start, {
      en: `the unpacked image data has an unknown filter at ${raw.wrong}`,
      zh: `解压后的图像数据在 ${raw.wrong} 处使用了未知的滤波器`,
    });
  }
  const made = (data: Uint8Array | Uint16Array): Png => ({
    shape: [height, width, data.length / (width * height)],
    data,
    scale: depth === 16 ? 1 / 65535 : 1 / 255,
  });
  if (kind === "palette") {
    if (plte === undefined)
      throw refuse.byte("damaged", image.start - 8, {
        en: "there is no palette before the image data",
        zh: "图像数据之前没有调色板",
      });
    const data = coloured(raw, coloursOf(plte, trns, refuse));
    if (data !== undefined) return made(data);
    throw refuse.byte("damaged", image.start, {
      en: "a pixel has a colour that is not in the palette",
      zh: "有像素的颜色不在调色板中",
    });
  }
  // Fewer than 8 bits are scaled to a byte: 0 and 1 become 0 and 255.
  const spread = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
  const data = spread === 1 ? raw : raw.map((value) => value * spread);
  if (trns === undefined) return made(data);
  if ((kind !== "grey" && kind !== "rgb") || trns.data.length !== 2 * samples) {
    throw refuse.byte("damaged", trns.start, {
      en: `a chunk tRNS of ${trns.data.length} bytes does not fit the image`,
      zh: `${trns.data.length} 字节的数据块 tRNS 与图像不符`,
    });
  }
  const clear = Array.from(
    { length: samples },
    (_, c) => ((trns.data[2 * c]! << 8) | trns.data[2 * c + 1]!) * spread,
  );
  return made(withAlpha(data, samples, clear, depth === 16 ? 65535 : 255));
}

/**
 * Reads a PNG image of any kind that the format knows: grey, RGB or palette, with or without alpha, 1 to 16 bits, interlaced
 * or not, plain or packed with gzip.
 *
 * Palette indices become colours; grey with fewer than 8 bits is scaled to 0 to 255; a transparent colour becomes an
 * alpha channel. Gamma and colour profiles are ignored. All checksums are verified.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy if the file is truncated, altered or in another format, or its
 * image is larger than `limit`
 * @example
 * ```ts
 * import { readPng } from "@downhill/data";
 * // Two pixels, black and white; usually you pass a path: readPng("shoe.png").
 * const base64 = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNg+A8AAQIBAEK+vGgAAAAASUVORK5CYII=";
 * const { shape, data } = await readPng(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
 * console.log(shape, data); // [ 1, 2, 1 ] Uint8Array(2) [ 0, 255 ]
 * ```
 * @see ISO/IEC 15948, "Portable Network Graphics (PNG): Functional specification".
 */
export async function readPng(source: Source, options: ReadOptions = {}): Promise<Png> {
  checkReading("readPng", options);
  return parse(await contents(source, options, "PNG data"));
}
