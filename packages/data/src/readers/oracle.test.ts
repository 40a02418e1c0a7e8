import { expect, test } from "vitest";
import oracle from "../../oracles/readers.json" with { type: "json" };
import { columnOf } from "../table.ts";
import { readCsv } from "./csv/csv.ts";
import { readSafetensors } from "./safetensors/read.ts";
import { readWav } from "./wav/wav.ts";

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

test.each(oracle.wav)("WAV, $name: the samples that SciPy reads", async ({ file, ...expected }) => {
  const { sampleRate, shape, data } = await readWav(bytesOf(file));
  expect({ sampleRate, shape }).toEqual({ sampleRate: expected.sampleRate, shape: expected.shape });
  // Samples are kept in float32.
  expect(data).toEqual(Float32Array.from(expected.data));
});

test("safetensors: every kind of numbers that the authors' library writes", async () => {
  const { tensors, metadata } = await readSafetensors(bytesOf(oracle.safetensors.file));
  expect(metadata).toEqual(oracle.safetensors.metadata);
  const read = Object.fromEntries(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: Array.from(data, (x) => x + 0) }]),
  );
  expect(read).toEqual(oracle.safetensors.tensors);
});

test("CSV: the cells that Python's csv module wrote, quotes, line ends and all", async () => {
  const names = "abcdefg".split("");
  const columns = Object.fromEntries(names.map((name) => [name, "text"] as const));
  const table = await readCsv(bytesOf(oracle.csv.file), { columns, missing: [] });
  const rows = [0, 1].map((row) => names.map((name) => columnOf(table, name).values[row]));
  expect(rows).toEqual(oracle.csv.rows);
});
