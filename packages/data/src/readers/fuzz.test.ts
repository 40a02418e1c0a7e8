import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { PNG } from "pngjs";
import { expect, test, vi } from "vitest";
import oracle from "../../oracles/readers.json" with { type: "json" };
import sounds from "../../oracles/sounds.json" with { type: "json" };
import { DataError } from "../data-error.ts";
import { columnOf, type Table } from "../table.ts";
import type { ReadOptions } from "./contents.ts";
import { readCsv } from "./csv/csv.ts";
import type { CsvOptions } from "./csv/options.ts";
import { readIdx } from "./idx.ts";
import { readJsonLines } from "./json-lines.ts";
import { readPng } from "./png/png.ts";
import { encodeSafetensors } from "./safetensors/encode.ts";
import { readSafetensors } from "./safetensors/read.ts";
import { readWav } from "./wav/wav.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Format {
  readonly name: string;
  readonly samples: readonly Uint8Array[];
  /** Reads, and checks that the result is consistent. */
  read(bytes: Uint8Array, options: ReadOptions): Promise<void>;
  /** A checksum in the file finds every changed bit; without one, a changed value is a value. */
  readonly sealed?: boolean;
}

const text = (content: string) => new TextEncoder().encode(content);
const base64 = (content: string) => new Uint8Array(Buffer.from(content, "base64"));
const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
const fits = ({ shape, data }: { readonly shape: readonly number[]; readonly data: ArrayLike<number> }) =>
  expect(data.length).toBe(sizeOf(shape));

function fitsTable(table: Table): void {
  for (const name of table.names) {
    const { kind, values } = columnOf(table, name);
    expect(values.length).toBe(table.size);
    expect(
      values.every((v) => v === null || (kind === "text" ? typeof v === "string" : Number.isFinite(v))),
    ).toBe(true);
  }
}

async function fitsSound(bytes: Uint8Array, options: ReadOptions): Promise<void> {
  const wav = await readWav(bytes, options);
  fits(wav);
  expect(wav.data.every((sample) => Number.isFinite(sample))).toBe(true);
  expect(wav.sampleRate).toBeGreaterThan(0);
}

const picture = (options: { readonly colorType: 0 | 2 | 4 | 6; readonly bitDepth: 8 | 16 }) => {
  const png = new PNG({ width: 5, height: 4 });
  for (let i = 0; i < png.data.length; i++) png.data[i] = (i * 37) & 255;
  return new Uint8Array(PNG.sync.write(png, options));
};
const values = { dtype: "float32", shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
const csv = text('name,age\n"Lovelace, ""Ada""\nKing",36\nGauss,NA\n漢字,-1.5e2\n');

const everyOption: CsvOptions = {
  ...{ skip: 1, header: false, comments: "#", decimal: ",", missing: ["?"], delimiter: ";" },
};

const formats: readonly Format[] = [
  {
    name: "IDX",
    samples: [Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6)],
    read: async (bytes, options) => fits(await readIdx(bytes, options)),
  },
  {
    name: "CSV",
    samples: [csv],
    read: async (bytes, options) => fitsTable(await readCsv(bytes, options)),
  },
  {
    name: "CSV of declared kinds",
    samples: [csv],
    read: async (bytes, options) =>
      fitsTable(await readCsv(bytes, { ...options, columns: { name: "text", age: "number" } })),
  },
  {
    name: "packed CSV",
    samples: [new Uint8Array(gzipSync(csv))],
    read: async (bytes, options) => fitsTable(await readCsv(bytes, options)),
  },
  {
    name: "CSV with every option",
    samples: [text('a "title\n2,5;"x;""#"\n\n# note\n?;-1,5e2 # more\n208310224003697457;1\n')],
    read: async (bytes, options) => fitsTable(await readCsv(bytes, { ...options, ...everyOption })),
  },
  {
    name: "CSV between blanks",
    samples: [text('  a  b\tc\n1 "2 3"  4 \n\t5 6\t"7"\n')],
    read: async (bytes, options) => fitsTable(await readCsv(bytes, { ...options, delimiter: "whitespace" })),
  },
  {
    name: "JSON lines with large numbers",
    samples: [
      text('{"id":208310224003697457,"n":[1,-2.5],"t":"\\"9007199254740993"}\n{"id":[1e400,{"n":3}]}\n'),
    ],
    read: async (bytes, options) => {
      for (const value of await readJsonLines(bytes, { ...options, texts: ["id"] })) {
        // No infinite number, and no whole number that others are rounded to.
        expect(JSON.stringify(value)).not.toMatch(/(?<!["\d.])\d{17}|null,/);
      }
    },
  },
  {
    name: "JSON lines",
    samples: [text('{"a":1,"b":[true,null,"漢"]}\n\n-2.5e3\n"x"\n')],
    read: async (bytes, options) => {
      for (const value of await readJsonLines(bytes, options))
        expect(JSON.stringify(value)).toBeTypeOf("string");
    },
  },
  {
    name: "PNG",
    samples: [picture({ colorType: 0, bitDepth: 8 }), picture({ colorType: 6, bitDepth: 16 })],
    read: async (bytes, options) => fits(await readPng(bytes, options)),
    sealed: true,
  },
  {
    name: "WAV",
    samples: oracle.wav.map(({ file }) => base64(file)),
    read: fitsSound,
  },
  {
    // Cut short, a sound without a size is a shorter one; sounds.test.ts lists what may be read then.
    name: "nonstandard WAV",
    samples: sounds.files.map(({ file }) => base64(file)).filter(({ length }) => length < 100),
    read: fitsSound,
  },
  {
    name: "safetensors",
    samples: [base64(oracle.safetensors.file)],
    read: async (bytes, options) => {
      for (const tensor of (await readSafetensors(bytes, options)).tensors.values()) fits(tensor);
    },
  },
  {
    name: "safetensors with a digest",
    samples: [await encodeSafetensors({ tensors: new Map([["w", values]]), metadata: { step: "3" } })],
    read: async (bytes, options) => {
      for (const tensor of (await readSafetensors(bytes, options)).tensors.values()) fits(tensor);
    },
  },
  {
    name: "safetensors of a checkpoint",
    samples: [
      await encodeSafetensors({ tensors: new Map([["w", values]]), metadata: { format: "downhill-1" } }),
    ],
    read: async (bytes, options) => {
      for (const tensor of (await readSafetensors(bytes, options)).tensors.values()) fits(tensor);
    },
    sealed: true,
  },
];

/** Reads a file that may be damaged: true if it was read, false if it was refused correctly. */
async function survives(format: Format, bytes: Uint8Array): Promise<boolean> {
  try {
    await format.read(bytes, { file: "some.file", limit: 2 ** 20 });
    return true;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    expect(error.message).toMatch(/^some\.file: (byte|line) \d+: [^]+; [^]+\.$/);
    expect(error.zh).toMatch(/^some\.file：第 \d+ (字节|行)：[^]+；[^]+。$/);
    return false;
  }
}

const binary = new Set([
  "safetensors of a checkpoint",
  "IDX",
  "packed CSV",
  "PNG",
  "WAV",
  "safetensors",
  "safetensors with a digest",
]);

for (const format of formats) {
  test(`${format.name}: whole samples are read`, async () => {
    for (const sample of format.samples) expect(await survives(format, sample)).toBe(true);
  });

  test(`${format.name}: cut anywhere, a file is refused, or is a complete shorter text`, async () => {
    for (const sample of format.samples) {
      for (let length = 0; length < sample.length; length++) {
        const read = await survives(format, sample.slice(0, length));
        // A packed text may unpack to one byte, which is a text.
        if (binary.has(format.name)) expect(read).toBe(length === 1 && format.name === "packed CSV");
      }
    }
  });

  test(`${format.name}: with any one bit changed, a file is refused or is consistent`, async () => {
    for (const sample of format.samples) {
      // Every bit of a short file, and the same number, spread evenly, of a longer one.
      const stride = Math.max(1, Math.floor(sample.length / 100));
      for (let bit = 0; bit < 8 * sample.length; bit += stride) {
        const changed = sample.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const read = await survives(format, changed);
        if (format.sealed === true) expect(read).toBe(false);
      }
    }
  });

  test(`${format.name}: any bytes are refused or consistent`, async () => {
    const sample = format.samples[0]!;
    const noise = fc.uint8Array({ maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(noise, fc.nat(sample.length), fc.nat(sample.length), async (bytes, at, from) => {
        await survives(format, bytes);
        // Noise in the middle, and one part of the file in place of another.
        await survives(format, Uint8Array.from([...sample.slice(0, at), ...bytes, ...sample.slice(from)]));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
}

test("a header that declares more than all memory is refused immediately", async () => {
  const huge = [0xff, 0xff, 0xff, 0x7f];
  const wav = base64(oracle.wav[1]!.file);
  wav.set(huge.toReversed(), 40);
  await expect(readWav(wav)).rejects.toThrow(/byte 40: the chunk "data" of \d+ bytes extends past/);
  const header = '{"w":{"dtype":"F64","shape":[9007199254740991],"data_offsets":[0,9007199254740991]}}';
  const tensors = Uint8Array.from([header.length, 0, 0, 0, 0, 0, 0, 0, ...text(header)]);
  await expect(readSafetensors(tensors)).rejects.toThrow(/byte 92: the file is truncated/);
});
