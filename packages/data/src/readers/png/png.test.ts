import { crc32, deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { readPng } from "./png.ts";

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function file(ihdr: readonly number[], chunks: readonly Uint8Array[]): Uint8Array {
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", Uint8Array.from(ihdr)),
    ...chunks,
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

const steps = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** An image of noise: any bytes, behind any filters, are right image data. */
const image = fc
  .record({
    colour: fc.constantFrom(0, 2, 3, 4, 6),
    pick: fc.nat(4),
    width: fc.integer({ min: 1, max: 13 }),
    height: fc.integer({ min: 1, max: 9 }),
    interlaced: fc.boolean(),
    transparent: fc.boolean(),
    cuts: fc.integer({ min: 1, max: 3 }),
    noise: fc.uint8Array({ minLength: 40, maxLength: 40 }),
  })
  .map(({ colour, pick, width, height, interlaced, transparent, cuts, noise }) => {
    const depths = depthsOf[colour]!;
    const depth = depths[pick % depths.length]!;
    const samples = samplesOf[colour]!;
    let at = 0;
    const next = () => (noise[at++ % noise.length]! * 73 + at * 31) & 255;
    const lines: number[] = [];
    for (const [x, y, dx, dy] of interlaced ? steps : [[0, 0, 1, 1] as const]) {
      const [columns, rows] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
      if (columns <= 0) continue;
      for (let row = 0; row < rows; row++) {
        lines.push(next() % 5);
        for (let i = 0; i < Math.ceil((columns * samples * depth) / 8); i++) lines.push(next());
      }
    }
    const palette = Uint8Array.from({ length: 3 << depth }, next);
    const clear =
      colour === 3
        ? Uint8Array.from({ length: 1 + (next() % (1 << depth)) }, next)
        : Uint8Array.from(
            { length: 2 * samples },
            (_, i) => (i % 2 === 1 || depth === 16 ? next() : 0) & ((1 << Math.min(depth, 8)) - 1),
          );
    const packed = deflateSync(Uint8Array.from(lines));
    const length = Math.ceil(packed.length / cuts);
    const header = [0, 0, 0, width, 0, 0, 0, height, depth, colour, 0, 0, Number(interlaced)];
    return {
      depth,
      kind: `${colour} ${depth} ${interlaced}`,
      keyed: transparent && (colour === 0 || colour === 2),
      bytes: file(header, [
        ...(colour === 3 ? [chunk("PLTE", palette)] : []),
        ...(transparent && colour < 4 ? [chunk("tRNS", clear)] : []),
        chunk("tEXt", Buffer.from("Title\0noise", "latin1")),
        ...Array.from({ length: cuts }, (_, i) =>
          chunk("IDAT", packed.subarray(i * length, (i + 1) * length)),
        ),
      ]),
    };
  });

/** As four channels, the way pngjs gives every image. */
function rgba(shape: readonly number[], data: ArrayLike<number>, opaque: number): number[] {
  const channels = shape[2]!;
  return Array.from({ length: shape[0]! * shape[1]! }, (_, i) => {
    const pixel = Array.from({ length: channels }, (_, c) => data[i * channels + c]!);
    const [a, b, c, d] = pixel as [number, number, number, number];
    if (channels === 1) return [a, a, a, opaque];
    if (channels === 2) return [a, a, a, b];
    return channels === 3 ? [a, b, c, opaque] : [a, b, c, d];
  }).flat();
}

test("gives the pixels that pngjs gives: every colour type, depth, filter and interlacing", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(image, async ({ bytes, depth, keyed, kind }) => {
      seen.add(kind);
      const { shape, data, scale } = await readPng(bytes);
      const expected = PNG.sync.read(Buffer.from(bytes), { skipRescale: depth === 16 });
      expect(shape.slice(0, 2)).toEqual([expected.height, expected.width]);
      expect(scale).toBe(depth === 16 ? 1 / 65535 : 1 / 255);
      const pixels = rgba(shape, data, depth === 16 ? 65535 : 255);
      // pngjs blackens the one colour that a grey or RGB image declares transparent; the format keeps it.
      if (keyed) pixels.forEach((_, i) => (pixels[i]! *= Number(pixels[i | 3] !== 0)));
      expect(pixels).toEqual([...expected.data]);
    }),
    { seed: 1, numRuns: 200 },
  );
  // All 15 pairs of colour type and depth, interlaced and not.
  expect(seen.size).toBe(30);
}, 60_000);

const grey = [0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0];
const idat = chunk("IDAT", deflateSync(Uint8Array.of(0, 1, 2, 0, 3, 4)));

test("a grey image is [height, width, 1] bytes", async () => {
  expect(await readPng(file(grey, [idat]))).toEqual({
    shape: [2, 2, 1],
    data: Uint8Array.of(1, 2, 3, 4),
    scale: 1 / 255,
  });
});

const changed = (changes: Readonly<Record<number, number>>) => grey.map((byte, i) => changes[i] ?? byte);
test.each([
  ["no pixels", changed({ 3: 0 }), [idat], 16, "0×2 pixels"],
  ["an unknown colour type", changed({ 9: 5 }), [idat], 24, "colour type 5 with 8 bits"],
  ["a depth that the type lacks", changed({ 8: 4, 9: 2 }), [idat], 24, "colour type 2 with 4 bits"],
  ["an unknown interlacing", changed({ 12: 2 }), [idat], 26, "interlace 2"],
  ["more pixels than data", changed({ 7: 3 }), [idat], 41, "unpacks to 6 bytes, but 2×3 pixels need 9"],
  ["fewer pixels than data", changed({ 7: 1 }), [idat], 41, "unpacks to more bytes"],
  ["an absurd size", changed({ 0: 127, 4: 127 }), [idat], 16, "too many for the limit"],
  ["no image", grey, [], 41, "no image data"],
  ["a palette missing", changed({ 9: 3 }), [idat], 33, "no palette"],
  [
    "a colour not in the palette",
    changed({ 9: 3 }),
    [chunk("PLTE", Uint8Array.of(1, 2, 3)), idat],
    56,
    "not in the palette",
  ],
  ["half a colour", changed({ 9: 3 }), [chunk("PLTE", Uint8Array.of(1, 2)), idat], 41, "1 to 256 colours"],
  [
    "a palette too late",
    changed({ 9: 3 }),
    [idat, chunk("PLTE", Uint8Array.of(1, 2, 3))],
    undefined,
    "PLTE comes too late",
  ],
  [
    "an image in two places",
    grey,
    [idat, chunk("tEXt", new Uint8Array()), idat],
    undefined,
    "tEXt comes too late",
  ],
  ["a required but unknown chunk", grey, [chunk("ABcD", new Uint8Array()), idat], 37, "ABcD is required"],
  [
    "an unknown filter",
    grey,
    [chunk("IDAT", deflateSync(Uint8Array.of(0, 1, 2, 9, 3, 4)))],
    41,
    "unknown filter at 3",
  ],
  ["image data that are not packed", grey, [chunk("IDAT", Uint8Array.of(1, 2, 3))], 41, "is damaged"],
] as const)("refuses %s", async (_, ihdr, chunks, offset, part) => {
  await expect(readPng(file(ihdr, chunks), { file: "a.png" })).rejects.toMatchObject({
    name: "DataError",
    message: expect.stringMatching(new RegExp(`^a\\.png: byte ${offset ?? "\\d+"}: .*${part}.*; .*\\.$`)),
  });
});

test("a chunk whose checksum does not fit is refused at the position of the checksum", async () => {
  const bytes = file(grey, [idat]);
  bytes[20]! ^= 1;
  await expect(readPng(bytes)).rejects.toThrow(
    "PNG data: byte 29: the checksum of chunk IHDR does not match",
  );
});
