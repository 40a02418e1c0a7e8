import { expect, test } from "vitest";
import { readWav } from "./wav.ts";

function chunk(id: string, data: readonly number[]): number[] {
  return [...Buffer.from(id, "latin1"), data.length, 0, 0, 0, ...data, ...(data.length % 2 === 1 ? [0] : [])];
}
function riff(...chunks: readonly number[][]): Uint8Array {
  const body = [...Buffer.from("WAVE", "latin1"), ...chunks.flat()];
  return Uint8Array.from([...Buffer.from("RIFF", "latin1"), body.length, 0, 0, 0, ...body]);
}
const format = ({ tag = 1, channels = 1, rate = 8, frame = 2, bits = 16 }) =>
  chunk("fmt ", [tag & 255, tag >> 8, channels, 0, rate, 0, 0, 0, rate * frame, 0, 0, 0, frame, 0, bits, 0]);

test("the extensible form, other chunks and odd lengths are supported", async () => {
  const long = [0xfe, 0xff, 1, 0, 8, 0, 0, 0, 8, 0, 0, 0, 1, 0, 8, 0, 22, 0, 8, 0, 0, 0, 0, 0, 1, 0];
  const file = riff(
    chunk("LIST", [1]),
    chunk("fmt ", [...long, ...Array<number>(14).fill(0)]),
    chunk("data", [0, 128, 192]),
  );
  expect(await readWav(file)).toEqual({
    sampleRate: 8,
    shape: [3, 1],
    bits: 8,
    data: Float32Array.of(-1, 0, 0.5),
  });
});

const data = chunk("data", [1, 2, 3, 4]);
test.each([
  ["nothing", new Uint8Array(), 0, "12-byte header"],
  ["another format", new Uint8Array(12), 0, "begins with RIFF"],
  [
    "a RIFF file that is not sound",
    Uint8Array.from([...riff().subarray(0, 8), 65, 86, 73, 32]),
    8,
    "begins with RIFF",
  ],
  ["a file cut short", riff(format({}), data).subarray(0, 40), 40, "declares 48 bytes"],
  ["no format", riff(data), 24, 'no chunk "fmt "'],
  ["no sound", riff(format({})), 36, 'no chunk "data"'],
  ["a format too short", riff(chunk("fmt ", [1, 0]), data), 20, "has 2 bytes but needs 16"],
  ["two formats", riff(format({}), format({}), data), 36, "second chunk"],
  [
    "a chunk beyond the end",
    riff(format({}), [...data.slice(0, 4), 9, ...data.slice(5)]),
    40,
    "of 9 bytes extends past",
  ],
  ["a compressed format", riff(format({ tag: 85 }), data), 20, "format 85 with 16 bits"],
  ["no channel", riff(format({ channels: 0 }), data), 22, "are inconsistent"],
  ["frames of another size", riff(format({ channels: 2 }), data), 22, "are inconsistent"],
  ["half a frame", riff(format({}), chunk("data", [1, 2, 3])), 46, "1 of its 2 bytes"],
  [
    "a sample that is not a number",
    riff(format({ tag: 3, frame: 4, bits: 32 }), chunk("data", [0, 0, 0xc0, 0x7f])),
    44,
    "NaN",
  ],
])("refuses %s", async (_, bytes, offset, part) => {
  const refused = readWav(bytes, { file: "a.wav" });
  await expect(refused).rejects.toMatchObject({ name: "DataError" });
  await expect(refused).rejects.toThrow(`a.wav: byte ${offset}: `);
  await expect(refused).rejects.toThrow(part);
});
