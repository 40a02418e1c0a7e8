import { expect, test } from "vitest";
import oracle from "../../../oracles/sounds.json" with { type: "json" };
import { DataError } from "../../data-error.ts";
import { readWav } from "./wav.ts";

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
type Answers = (typeof oracle.files)[number]["answers"];
const samplesIn = (answers: Answers) => Object.values(answers).filter((answer) => typeof answer !== "string");

const plain = samplesIn(oracle.files[0]!.answers)[0]!;
/** For files on which the libraries fail or differ: the right sound, and why. */
const ours: Readonly<Record<string, readonly number[]>> = {
  // 0 stands for a size that is not known, as FFFFFFFF does; an empty sound would be a wrong answer.
  "streamed: 0 and 0": plain,
  "streamed: FFFFFFFF and 0": plain,
  // A stream may stop anywhere; libsndfile drops an incomplete frame too, SciPy refuses.
  "streamed: the last frame is not whole": plain.slice(0, 4),
  // A name of four letters where the padding should be is the next chunk.
  "odd: an unknown chunk, not padded": plain,
  "odd: an unknown chunk before the format, not padded": plain,
};

test.each(oracle.files)(
  "$name: the same sound as wave, SciPy and libsndfile",
  async ({ name, file, answers }) => {
    const { data } = await readWav(bytesOf(file));
    const theirs = samplesIn(answers);
    const expected = Object.hasOwn(ours, name) ? ours[name]! : theirs[0]!;
    expect(data).toEqual(Float32Array.from(expected));
    for (const answer of Object.hasOwn(ours, name) ? [] : theirs) expect(answer).toEqual(theirs[0]);
  },
);

test("our own answers are for files on which the libraries fail or differ", () => {
  const asked = oracle.files.filter(({ name }) => Object.hasOwn(ours, name));
  expect(asked.map(({ name }) => name)).toEqual(Object.keys(ours));
  for (const { name, answers } of asked) {
    expect(samplesIn(answers).some((answer) => JSON.stringify(answer) !== JSON.stringify(ours[name]))).toBe(
      samplesIn(answers).length > 0,
    );
  }
});

const refusals: Readonly<Record<string, readonly [byte: number, message: RegExp]>> = {
  "the sound cut short": [
    53,
    /the header declares 56 bytes, but the file ends before that; copy or download/,
  ],
  "a streamed file without its sound": [36, /the file has no chunk "data"; copy or download/],
  "the sound is declared empty, but bytes follow": [
    44,
    /12 bytes follow the chunk "data" but are not a chunk/,
  ],
  "the sound's size is too small": [52, /4 bytes follow the chunk "data" but are not a chunk/],
  "the sound's size is too large": [40, /"data" of 14 bytes extends past the end of the file/],
  "half a frame": [54, /the last frame has 1 of its 2 bytes/],
  "a second sound inside": [56, /there is a second chunk "data"/],
  "a second file behind": [56, /a second WAV file begins here; split the file here/],
  RF64: [0, /the kind RF64, but only the kind RIFF can be read; convert it to an ordinary WAV/],
  RIFX: [0, /the kind RIFX, but only the kind RIFF can be read; convert it to an ordinary WAV/],
  "mu-law": [20, /format 7 with 8 bits cannot be read; convert the file to 8, 16, 24 or 32-bit PCM/],
  "extensible without its name": [20, /format 65534 with 16 bits cannot be read; convert/],
  "floats of 24 bits": [20, /format 3 with 24 bits cannot be read; convert/],
};

test.each(oracle.refused)("$name: refused with place and remedy", async ({ name, file }) => {
  const [byte, message] = refusals[name]!;
  const error = await readWav(bytesOf(file), { file: "a.wav" }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).message).toMatch(message);
  expect((error as DataError).message).toMatch(new RegExp(`^a\\.wav: byte ${byte}: .*; .*\\.$`));
  expect((error as DataError).zh).toMatch(new RegExp(`^a\\.wav：第 ${byte} 字节：.*；.*。$`));
});

test("exactly the refused sounds are listed", () => {
  expect(Object.keys(refusals)).toEqual(oracle.refused.map(({ name }) => name));
});

test("a sound cut anywhere is refused with its place, complete, or, if streamed, shorter", async () => {
  const ends = { whole: 0, shorter: 0, refused: 0 };
  for (const { name, file } of oracle.files) {
    const bytes = bytesOf(file);
    const { data: whole, shape } = await readWav(bytes);
    for (let length = 0; length < bytes.length; length++) {
      const cut = await readWav(bytes.subarray(0, length), { file: "a.wav" }).catch(
        (thrown: unknown) => thrown,
      );
      if (cut instanceof DataError) {
        expect(cut.message).toMatch(/^a\.wav: byte \d+: .*; .*\.$/);
        ends.refused += 1;
        continue;
      }
      const { data } = cut as Awaited<ReturnType<typeof readWav>>;
      expect(data).toEqual(whole.subarray(0, data.length));
      expect(data.length % shape[1]).toBe(0);
      if (!name.startsWith("streamed")) expect(data.length, `${name}, cut to ${length}`).toBe(whole.length);
      ends[data.length === whole.length ? "whole" : "shorter"] += 1;
    }
  }
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(100);
});
