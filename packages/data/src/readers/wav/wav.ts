import { checkReading, type Contents, contents, type ReadOptions, type Source } from "../contents.ts";
import { chunksOf } from "./chunks.ts";

/** The contents of a WAV file: `data` from −1 to 1, frame by frame, with the channels of a frame adjacent. */
export interface Wav {
  /** Frames per second. */
  readonly sampleRate: number;
  /** `[frames, channels]`. */
  readonly shape: readonly [frames: number, channels: number];
  readonly data: Float32Array;
  /** Bits of one sample in the file. */
  readonly bits: number;
}

type Read = (view: DataView, at: number) => number;

/** By format tag and bits per sample; integers become fractions of the most negative one. */
const samples: Readonly<Record<string, Read>> = {
  "1/8": (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
  "1/16": (view, at) => view.getInt16(at, true) / 2 ** 15,
  "1/24": (view, at) => (view.getInt16(at + 1, true) * 2 ** 8 + view.getUint8(at)) / 2 ** 23,
  "1/32": (view, at) => view.getInt32(at, true) / 2 ** 31,
  "3/32": (view, at) => view.getFloat32(at, true),
  "3/64": (view, at) => view.getFloat64(at, true),
};

function parse(opened: Contents): Wav {
  const { bytes, refuse } = opened;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { format, data: sound } = chunksOf(opened);
  const about = format.start;
  const declared = view.getUint16(about, true);
  // The extensible form has the real tag at the start of a longer name.
  const tag = declared === 0xfffe && format.size >= 26 ? view.getUint16(about + 24, true) : declared;
  const channels = view.getUint16(about + 2, true);
  const sampleRate = view.getUint32(about + 4, true);
  const frame = view.getUint16(about + 12, true);
  const bits = view.getUint16(about + 14, true);
  const width = Math.ceil(bits / 8);
  // 12-bit integers use the upper bits of 16.
  const read = samples[`${tag}/${tag === 1 ? 8 * width : bits}`];
  if (read === undefined) {
    throw refuse.byte(
      "unsupported",
      about,
      {
        en: `samples of format ${tag} with ${bits} bits cannot be read`,
        zh: `无法读取格式 ${tag}、${bits} 位的采样`,
      },
      {
        en: "convert the file to 8, 16, 24 or 32-bit PCM or to 32 or 64-bit floats",
        zh: "请转换成 8、16、24 或 32 位的 PCM，或 32、64 位浮点数",
      },
    );
  }
  if (channels === 0 || sampleRate === 0 || frame !== channels * width) {
    throw refuse.byte("damaged", about + 2, {
      en: `${channels} channels of ${width} bytes, frames of ${frame} bytes and ${sampleRate} frames per second are inconsistent`,
      zh: `${channels} 个声道、每个采样 ${width} 字节、每帧 ${frame} 字节、每秒 ${sampleRate} 帧，彼此不符`,
    });
  }
  const { start, size, streamed } = sound;
  const part = size % frame;
  if (part !== 0 && !streamed) {
    throw refuse.byte("damaged", start + size - part, {
      en: `the last frame has ${part} of its ${frame} bytes`,
      zh: `最后一帧只有 ${part} 字节，应为 ${frame} 字节`,
    });
  }
  const data = new Float32Array((size - part) / width);
  for (let i = 0; i < data.length; i++) {
    data[i] = read(view, start + i * width);
    if (!Number.isFinite(data[i])) {
      throw refuse.byte("damaged", start + i * width, {
        en: `the sample is ${data[i]}`,
        zh: `采样值是 ${data[i]}`,
      });
    }
  }
  return { sampleRate, shape: [(size - part) / frame, channels], data, bits };
}

/**
 * Reads a WAV file: PCM of up to 32 bits, or 32 or 64-bit floats, plain or packed with gzip.
 *
 * An integer $s$ of $b = 8, 16, 24, 32$ bits becomes $s / 2^{b-1}$, from −1 to 1; 8 bits are stored with 128 for
 * silence. Floats stay as they are. `data[frame × channels + channel]` is one sample.
 *
 * The extensible form is supported, and chunks other than `fmt ` and `data` are skipped. A streamed sound, whose writer
 * put 0, 0xFFFFFFFF or another impossible size into both headers, runs to the end of the file; an incomplete last frame
 * there is dropped. A wrong file size, a missing padding byte and bytes after the end are tolerated.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy if the sound is truncated, its size is wrong, sizes are
 * inconsistent, a second sound follows, the format is compressed or of another kind (RF64, RIFX), or a sample is not a
 * finite number
 * @example
 * ```ts
 * import { readWav } from "@downhill/data";
 * // Three frames of one channel; usually you pass a path: readWav("hello.wav").
 * const base64 = "UklGRioAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQYAAAAAAABAAIA=";
 * const { shape, data } = await readWav(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
 * console.log(shape, data); // [ 3, 1 ] Float32Array(3) [ 0, 0.5, -1 ]
 * ```
 * @see IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991), ch. 3, WAVE.
 */
export async function readWav(source: Source, options: ReadOptions = {}): Promise<Wav> {
  checkReading("readWav", options);
  return parse(await contents(source, options, "WAV data"));
}
