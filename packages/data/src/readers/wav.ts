import { checkOptions } from "@downhill/tensor";
import { type Contents, contents, type ReadOptions, type Refusal, type Source } from "./contents.ts";

/** What a WAV file holds: `data` from −1 to 1, frame after frame, the channels of a frame side by side. */
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

/** By the format's tag and the bits of a sample; whole numbers become fractions of the largest negative one. */
const samples: Readonly<Record<string, Read>> = {
  "1/8": (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
  "1/16": (view, at) => view.getInt16(at, true) / 2 ** 15,
  "1/24": (view, at) => (view.getInt16(at + 1, true) * 2 ** 8 + view.getUint8(at)) / 2 ** 23,
  "1/32": (view, at) => view.getInt32(at, true) / 2 ** 31,
  "3/32": (view, at) => view.getFloat32(at, true),
  "3/64": (view, at) => view.getFloat64(at, true),
};

interface Chunk {
  readonly id: string;
  /** Where its content begins. */
  readonly start: number;
  readonly size: number;
}

const idAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

function chunksOf(view: DataView, refuse: Refusal): Map<string, Chunk> {
  const { byteLength: length } = view;
  if (length < 12)
    throw refuse.byte(
      length,
      "the file ends inside its header of 12 bytes",
      "文件在 12 字节的文件头之内就结束了",
    );
  if (idAt(view, 0) !== "RIFF" || idAt(view, 8) !== "WAVE") {
    throw refuse.byte(
      idAt(view, 0) === "RIFF" ? 8 : 0,
      "a WAV file begins with RIFF, its size and WAVE, so this one is damaged or of another format",
      "WAV 文件以 RIFF、大小和 WAVE 开头，而这个文件不是，它已损坏或是别的格式",
    );
  }
  const end = 8 + view.getUint32(4, true);
  if (end > length) {
    throw refuse.byte(
      length,
      `the header promises ${end} bytes and the file ends before`,
      `文件头声明共有 ${end} 字节，文件却提前结束`,
    );
  }
  if (end < length) {
    throw refuse.byte(
      end,
      `the header promises ${end} bytes and ${length - end} more follow`,
      `文件头声明共有 ${end} 字节，其后却多出 ${length - end} 字节`,
    );
  }
  const chunks = new Map<string, Chunk>();
  for (let at = 12; at < end;) {
    if (at + 8 > end)
      throw refuse.byte(at, "the file ends inside the header of a chunk", "文件在数据块的块头之内就结束了");
    const [id, size] = [idAt(view, at), view.getUint32(at + 4, true)];
    const start = at + 8;
    const name = JSON.stringify(id);
    if (start + size > end) {
      throw refuse.byte(
        at + 4,
        `the chunk ${name} of ${size} bytes goes beyond the end of the file`,
        `${size} 字节的数据块 ${name} 超出了文件末尾`,
      );
    }
    if ((id === "fmt " || id === "data") && chunks.has(id)) {
      throw refuse.byte(at, `there is a second chunk ${name}`, `出现了第二个数据块 ${name}`);
    }
    chunks.set(id, { id, start, size });
    at = start + size + (size % 2);
  }
  return chunks;
}

function parse({ bytes, refuse }: Contents): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = chunksOf(view, refuse);
  const chunk = (id: string, least: number): Chunk => {
    const found = chunks.get(id);
    if (found !== undefined && found.size >= least) return found;
    throw found === undefined
      ? refuse.byte(
          bytes.length,
          `the file ends without a chunk ${JSON.stringify(id)}`,
          `文件结束了，却没有数据块 ${JSON.stringify(id)}`,
        )
      : refuse.byte(
          found.start,
          `the chunk ${JSON.stringify(id)} has ${found.size} bytes and needs ${least}`,
          `数据块 ${JSON.stringify(id)} 只有 ${found.size} 字节，至少需要 ${least} 字节`,
        );
  };
  const { start: about, size: aboutSize } = chunk("fmt ", 16);
  const { start, size } = chunk("data", 0);
  const declared = view.getUint16(about, true);
  // The extensible form says the real tag at the start of a longer name.
  const tag = declared === 0xfffe && aboutSize >= 26 ? view.getUint16(about + 24, true) : declared;
  const channels = view.getUint16(about + 2, true);
  const sampleRate = view.getUint32(about + 4, true);
  const frame = view.getUint16(about + 12, true);
  const bits = view.getUint16(about + 14, true);
  const read = samples[`${tag}/${bits}`];
  if (read === undefined) {
    throw refuse.byte(
      about,
      `samples of format ${tag} with ${bits} bits cannot be read`,
      `无法读取格式 ${tag}、${bits} 位的采样`,
      {
        en: "convert the file to PCM of 8, 16, 24 or 32 bits or to floats of 32 or 64 bits",
        zh: "请转换成 8、16、24 或 32 位的 PCM，或 32、64 位浮点数",
      },
    );
  }
  const width = bits / 8;
  if (channels === 0 || sampleRate === 0 || frame !== channels * width) {
    throw refuse.byte(
      about + 2,
      `${channels} channels of ${width} bytes in frames of ${frame} bytes, ${sampleRate} a second, do not fit together`,
      `${channels} 个声道、每个采样 ${width} 字节、每帧 ${frame} 字节、每秒 ${sampleRate} 帧，彼此不符`,
    );
  }
  if (size % frame !== 0) {
    throw refuse.byte(
      start + size - (size % frame),
      `the last frame has ${size % frame} of its ${frame} bytes`,
      `最后一帧只有 ${size % frame} 字节，应为 ${frame} 字节`,
    );
  }
  const data = new Float32Array(size / width);
  for (let i = 0; i < data.length; i++) {
    data[i] = read(view, start + i * width);
    if (!Number.isFinite(data[i])) {
      throw refuse.byte(start + i * width, `the sample is ${data[i]}`, `采样值是 ${data[i]}`);
    }
  }
  return { sampleRate, shape: [size / frame, channels], data, bits };
}

/**
 * Reads a WAV file: sound as PCM of 8, 16, 24 or 32 bits or as floats of 32 or 64 bits, plain or packed with gzip.
 *
 * A whole number $s$ of $b$ bits becomes $s / 2^{b-1}$, from −1 to 1; 8 bits are stored with 128 for silence. Floats stay as they
 * are. `data[frame × channels + channel]` is one sample.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy when the file is cut short, has bytes too many, sizes that do not
 * fit together, a compressed format, or a sample that is no finite number
 * @example
 * ```ts
 * import { readWav } from "@downhill/data";
 * // Three frames of one channel; mostly it will be readWav("hello.wav").
 * const base64 = "UklGRioAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQYAAAAAAABAAIA=";
 * const { shape, data } = await readWav(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
 * console.log(shape, data); // [ 3, 1 ] Float32Array(3) [ 0, 0.5, -1 ]
 * ```
 * @see IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991), ch. 3, WAVE.
 */
export async function readWav(source: Source, options: ReadOptions = {}): Promise<Wav> {
  checkOptions("readWav", options, ["file", "limit", "remedy"]);
  return parse(await contents(source, options, "WAV data"));
}
