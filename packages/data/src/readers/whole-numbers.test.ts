import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import oracle from "../../oracles/tables.json" with { type: "json" };
import { dropDuplicates } from "../cleaning/drop-duplicates.ts";
import { DataError } from "../data-error.ts";
import { numberIn } from "../number-in.ts";
import { fromRecords } from "../records.ts";
import { numbersOf, textsOf } from "../table.ts";
import { readCsv } from "./csv/csv.ts";
import type { CsvOptions } from "./csv/options.ts";
import { type JsonLinesOptions, readJsonLines } from "./json-lines.ts";
import { readSafetensors } from "./safetensors/read.ts";

// No reader gives a different number than the file has: a number that float64 would change stays text, or is refused with
// its place.
const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (text: string, options: CsvOptions = {}) => readCsv(bytes(text), { file: "a.csv", ...options });
const lines = (text: string, options: JsonLinesOptions = {}) =>
  readJsonLines(bytes(text), { file: "a.jsonl", ...options });
const refusal = async (read: Promise<unknown>): Promise<DataError> => {
  const error = await read.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
};
const json = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

describe.each(oracle.numbers)("$text", ({ text, value }) => {
  test("is the number that exact arithmetic gives, or none", () => {
    expect(numberIn(text) ?? null).toBe(value);
  });

  test("in a CSV column is that number, or a text with every digit", async () => {
    const { columns } = await csv(`n,m\n${text},1\n`);
    expect(columns["n"]?.values).toEqual([value === null ? text : value]);
  });

  test("among smaller numbers leaves no number changed", async () => {
    const { columns } = await csv(`n,m\n1,1\n${text},1\n`);
    expect(columns["n"]?.values).toEqual(value === null ? ["1", text] : [1, value]);
  });

  test("in a column declared to hold numbers is that number, or refused", async () => {
    const read = csv(`n,m\n1,1\n${text},1\n`, { columns: { n: "number" } });
    if (value !== null) return expect((await read).columns["n"]?.values).toEqual([1, value]);
    return expect((await refusal(read)).message).toMatch(
      /^a\.csv: line 3: column "n" must hold numbers, but .*; .*\.$/,
    );
  });

  test("in a column declared to hold texts is as written", async () => {
    const { columns } = await csv(`n,m\n${text},1\n`, { columns: { n: "text" } });
    expect(columns["n"]?.values).toEqual([text]);
  });

  test("with a decimal comma is the same number or text", async () => {
    const comma = text.replace(".", ",");
    const { columns } = await csv(`n;m\n${comma};1\n`, { decimal: "," });
    expect(columns["n"]?.values).toEqual([value === null ? comma : value]);
  });
});

const inJson = oracle.numbers.filter(({ text }) => json.test(text));
test("most of the numbers are JSON too", () => {
  expect(inJson.length).toBeGreaterThan(60);
  expect(Object.is(numberIn("-0"), -0)).toBe(true);
});

describe.each(inJson)("$text", ({ text, value }) => {
  test("in JSON lines is that number, or refused, or the text that texts asks for", async () => {
    const file = `{"a":[{"n":1}]}\n{"a":[{"x":"${text}","n":${text}}],"m":1}\n`;
    expect(await lines(file, { texts: ["n"] })).toEqual([
      { a: [{ n: "1" }] },
      { a: [{ x: text, n: text }], m: 1 },
    ]);
    const read = lines(file);
    if (value !== null) return expect((await read)[1]).toEqual({ a: [{ x: text, n: value }], m: 1 });
    const { message, zh } = await refusal(read);
    expect(message).toMatch(
      /^a\.jsonl: line 2: float64 would change .* of "n" to .*; .* with texts: \["n"\]\.$/,
    );
    expect(zh).toMatch(/^a\.jsonl：第 2 行：“n”的数 .*；请用 texts: \["n"\] .*。$/);
    return undefined;
  });
});

const ids = ["208310224003697457", "208310224003697458", "208310224003697459"];

test("rows that differ only in an id are not duplicates", async () => {
  const posts = await csv(`id,likes\n${ids.map((id) => `${id},5\n`).join("")}`);
  expect(dropDuplicates(posts).table.size).toBe(3);
  const records = await lines(ids.map((id) => `{"id":${id},"likes":5}`).join("\n"), { texts: ["id"] });
  expect(textsOf(dropDuplicates(fromRecords(records)).table, "id")).toEqual(ids);
});

test("asked for numbers, a column of ids reports why it holds texts", async () => {
  const posts = await csv(`id\n7\n${ids[0]}\n`);
  const ask = () => numbersOf(posts, "id");
  expect(ask).toThrow(
    /float64 would change "208310224003697457" to 208310224003697470; if it is an id, read it with textsOf/,
  );
});

test.each([
  ["alone", "208310224003697457\n", undefined],
  ["in a list", '{"n":[1,208310224003697457]}\n', "n"],
  ["in lists of lists", '{"n":[[1],[208310224003697457]]}\n', "n"],
  ["after a record", '{"n":{"m":2},"k":208310224003697457}\n', "k"],
  ["after a record in a list", '{"n":[{"m":2},208310224003697457]}\n', "n"],
  ["under a name with an escape", '{"\\u006e\\"":208310224003697457}\n', 'n\\"'],
  ["next to a text that looks like one", '{"a":"\\\\","n":208310224003697457}\n', "n"],
])("JSON lines: a number that would change is found %s", async (_, file, name) => {
  const { message } = await refusal(lines(file));
  expect(message).toContain("float64 would change the number 208310224003697457");
  const remedy = name === undefined ? "write it in quotation marks" : `with texts: ["${name}"]`;
  expect(message).toContain(remedy);
});

test("JSON lines: texts are left alone, lists of a name are texts, and a wrong number stays wrong", async () => {
  expect(await lines('{"n":"208310224003697457, 1","208310224003697457":1}\n')).toEqual([
    { n: "208310224003697457, 1", "208310224003697457": 1 },
  ]);
  expect(await lines('{"n":[1,[2.50,{"m":3}]],"k":null}\n', { texts: ["n"] })).toEqual([
    { n: ["1", ["2.50", { m: 3 }]], k: null },
  ]);
  expect((await refusal(lines('{"n":01}\n', { texts: ["n"] }))).message).toContain(
    "not a complete JSON value",
  );
  expect((await refusal(lines("1\n", { texts: "n" as never }))).message).toContain("give a list of names");
});

test("whatever whole numbers a file holds, none changes", async () => {
  const whole = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
  await fc.assert(
    fc.asyncProperty(fc.array(whole, { minLength: 1, maxLength: 4 }), async (numbers) => {
      const { columns } = await csv(`n\n${numbers.join("\n")}\n`);
      expect(columns["n"]!.values.map((value) => BigInt(value!))).toEqual(numbers);
      const records = numbers.map((n) => `{"n":${n}}`).join("\n");
      const read = await lines(records).catch(() => lines(records, { texts: ["n"] }));
      expect(read.map((record) => BigInt((record as { n: string | number }).n))).toEqual(numbers);
    }),
    { seed: 10, numRuns: 300 },
  );
});

test.each([
  ["I64", 2n ** 53n + 1n],
  ["I64", -(2n ** 53n) - 1n],
  ["I64", 2n ** 31n],
  ["U64", 2n ** 64n - 1n],
])("safetensors: %s of %s is refused with its place", async (dtype, value) => {
  const header = bytes(`{"id":{"dtype":"${dtype}","shape":[2],"data_offsets":[0,16]}}`);
  const file = new Uint8Array(8 + header.length + 16);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  view.setBigUint64(16 + header.length, BigInt.asUintN(64, value), true);
  const { message } = await refusal(readSafetensors(file, { file: "a.safetensors" }));
  expect(message).toContain(`a.safetensors: byte ${16 + header.length}: entry 1 of "id" is too large`);
});
