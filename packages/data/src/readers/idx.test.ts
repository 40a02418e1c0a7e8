import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../data-error.ts";
import { readIdx } from "./idx.ts";

const header = (code: number, ...shape: number[]) => [
  0,
  0,
  code,
  shape.length,
  ...shape.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]),
];
const file = (code: number, shape: number[], data: number[]) =>
  Uint8Array.from([...header(code, ...shape), ...data]);

async function refusal(bytes: Uint8Array): Promise<DataError> {
  const error: unknown = await readIdx(bytes, { file: "a.idx" }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataError)) throw new Error(`expected a DataError, got ${String(error)}`);
  expect(error.message).toMatch(/^a\.idx: byte \d+: [^\n]+(; [^\n]+)\.$/);
  expect(error.zh).toMatch(/^a\.idx：第 \d+ 字节：[^\n]+；[^\n]+。$/);
  return error;
}

const image = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.boolean())
  .chain(([n, width, packed]) =>
    fc
      .uint8Array({ minLength: n * width, maxLength: n * width })
      .map((data) => ({ shape: [n, width], data, packed, bytes: file(8, [n, width], [...data]) })),
  );

test("reads back what was written, raw and packed", async () => {
  await fc.assert(
    fc.asyncProperty(image, async ({ shape, data, packed, bytes }) => {
      expect(await readIdx(packed ? gzipSync(bytes) : bytes)).toEqual({ shape, data });
    }),
  );
});

test.each([
  [0x08, [255, 1], Uint8Array.of(255, 1)],
  [0x09, [255, 1], Int8Array.of(-1, 1)],
  [0x0b, [255, 254, 1, 0], Int16Array.of(-2, 256)],
  [0x0c, [255, 255, 255, 253, 0, 1, 0, 0], Int32Array.of(-3, 65536)],
  [0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], Float32Array.of(1, -2)],
  [0x0e, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], Float64Array.of(1, -2)],
])("type code %i is big-endian", async (code, bytes, data) => {
  expect(await readIdx(file(code, [2], bytes))).toEqual({ shape: [2], data });
});

test.each([
  ["nothing", [], 0, "magic number"],
  ["half a magic number", [0, 0], 2, "magic number"],
  ["another format", [0x89, 0x50, 0x4e, 0x47, 0, 0], 0, "two zero bytes"],
  ["a one where a zero should be", [0, 1, 8, 1, 0, 0, 0, 0], 1, "two zero bytes"],
  ["an unknown type", [0, 0, 0x0a, 1, 0, 0, 0, 0], 2, "type code 0x0a"],
  ["no dimension", [0, 0, 8, 0], 3, "no dimension"],
  ["half a header", [0, 0, 8, 2, 0, 0, 0, 1], 8, "12-byte header"],
  ["data missing", [...header(8, 2, 2), 1, 2, 3], 15, "2×2 = 4 bytes of data, but the file ends after 3"],
  ["data too many", [...header(8, 2), 1, 2, 3], 10, "1 more follow"],
  ["sizes beyond all memory", header(14, 0xffffffff, 0xffffffff, 0xffffffff), 16, "the file ends after 0"],
])("refuses %s", async (_, bytes, offset, part) => {
  const { message } = await refusal(Uint8Array.from(bytes));
  expect(message).toContain(`byte ${offset}: `);
  expect(message).toContain(part);
});

test("refuses every truncation, raw and packed", async () => {
  await fc.assert(
    fc.asyncProperty(image, fc.nat(), async ({ bytes, packed }, cut) => {
      const whole = packed ? gzipSync(bytes) : bytes;
      await refusal(Uint8Array.from(whole.subarray(0, cut % whole.length)));
    }),
  );
});

test("refuses bytes appended; to a packed file they are refused or change nothing, as zero padding does", async () => {
  await fc.assert(
    fc.asyncProperty(image, fc.uint8Array({ minLength: 1, maxLength: 9 }), async ({ bytes, data }, extra) => {
      await refusal(Uint8Array.from([...bytes, ...extra]));
      await readIdx(Uint8Array.from([...gzipSync(bytes), ...extra])).then(
        (idx) => expect(idx.data).toEqual(data),
        (error: unknown) => expect(error).toBeInstanceOf(DataError),
      );
    }),
  );
});

test("a flipped bit is refused, or leaves the number of values that the shape requires", async () => {
  await fc.assert(
    fc.asyncProperty(image, fc.nat(), async ({ bytes, shape }, at) => {
      const flipped = bytes.slice();
      const place = (at >> 3) % bytes.length;
      flipped[place]! ^= 1 << (at & 7);
      // Byte 2 may become another type of one byte; with a size of 0, the other size means nothing.
      if (place < 12 && place !== 2 && !shape.includes(0)) await refusal(flipped);
      else
        await readIdx(flipped).then(
          (idx) => expect(idx.data.length).toBe(idx.shape.reduce((a, b) => a * b, 1)),
          (error: unknown) => expect(error).toBeInstanceOf(DataError),
        );
    }),
  );
});

test("a flipped bit in a packed file never gives other data", async () => {
  await fc.assert(
    fc.asyncProperty(image, fc.nat(), async ({ bytes, data }, at) => {
      const packed = Uint8Array.from(gzipSync(bytes));
      packed[(at >> 3) % packed.length]! ^= 1 << (at & 7);
      await readIdx(packed).then(
        (idx) => expect(idx.data).toEqual(data),
        (error: unknown) => expect(error).toBeInstanceOf(DataError),
      );
    }),
    { numRuns: 300 },
  );
});

test("any bytes at all give data or a sentence", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), fc.boolean(), async (noise, packed) => {
      await refusal(packed ? Uint8Array.from([0x1f, 0x8b, ...noise]) : Uint8Array.from([0, 7, ...noise]));
    }),
  );
});

test("a packed file longer than the limit is refused", async () => {
  const bytes = gzipSync(
    file(
      8,
      [2 ** 20],
      Array.from({ length: 2 ** 20 }, () => 0),
    ),
  );
  const size = 8 + 2 ** 20;
  expect((await readIdx(bytes, { limit: size })).shape).toEqual([2 ** 20]);
  await expect(readIdx(bytes, { limit: size - 1 })).rejects.toThrow(
    /unpacks to more than the limit of 1048583 bytes/,
  );
});
