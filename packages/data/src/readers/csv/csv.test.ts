import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { readCsv } from "./csv.ts";
import type { CsvOptions } from "./options.ts";
import { readJsonLines } from "../json-lines.ts";

const read = (text: string, options: CsvOptions = {}) =>
  readCsv(new TextEncoder().encode(text), { file: "a.csv", ...options });
const values = async (text: string, options: CsvOptions = {}) =>
  Object.values((await read(text, options)).columns).map((column) => column.values);

test("columns get the kind that all their cells have; a missing cell is null", async () => {
  const table = await read("n,t,all,none\n1,x,-2e3,\nNA,,.5,NA\n");
  expect(table).toEqual({
    size: 2,
    names: ["n", "t", "all", "none"],
    columns: {
      n: { kind: "number", values: [1, null] },
      t: { kind: "text", values: ["x", null] },
      all: { kind: "number", values: [-2000, 0.5] },
      none: { kind: "number", values: [null, null] },
    },
  });
});

test.each([
  ["a byte order mark", "\uFEFFa,b\n1,2\n", [[1], [2]]],
  ["semicolons", "a;b\n1;2\n", [[1], [2]]],
  ["tabs", "a\tb\n1\t2\n", [[1], [2]]],
  ["Windows' line ends", "a,b\r\n1,2\r\n", [[1], [2]]],
  ["old Macintosh's line ends", "a,b\r1,2\r", [[1], [2]]],
  ["no line end at the end", "a,b\n1,2", [[1], [2]]],
  ["empty lines between rows", "a,b\n\n1,2\n\n", [[1], [2]]],
  ["an empty line in a single column", "a\n1\n\n2\n", [[1, null, 2]]],
  ["no row", "a,b\n", [[], []]],
  ["a quoted delimiter and quotation mark", 'a,b\n"x, ""y""",2\n', [['x, "y"'], [2]]],
  ["a quoted line end", 'a,b\n"x\r\ny",2\n', [["x\ny"], [2]]],
  [
    "words that look like numbers to JavaScript",
    "a,b,c\n0x10,Infinity,1_000\n",
    [["0x10"], ["Infinity"], ["1_000"]],
  ],
])("understands %s", async (_, text, expected) => {
  expect(await values(text)).toEqual(expected);
});

test("the options supply what the file does not", async () => {
  expect(await values("1|x\n-|y\n", { names: ["a", "b"], delimiter: "|", missing: ["-"] })).toEqual([
    [1, null],
    ["x", "y"],
  ]);
  expect(await values("code\n007\n", { columns: { code: "text" } })).toEqual([["007"]]);
  expect((await read("2021,2020\n1,2\n")).names).toEqual(["2021", "2020"]);
  expect(await values("constructor,__proto__\nx,1\n")).toEqual([["x"], [1]]);
});

test.each([
  ["an empty file", "", {}, 1, "the file is empty"],
  ["a row too short", "a,b\n1,2\n3\n", {}, 3, "1 cells, but there are 2 columns"],
  [
    "a row too long, after a quoted line end",
    'a,b\n"x\ny",2\n3,4,5\n',
    {},
    4,
    "3 cells, but there are 2 columns",
  ],
  ["a quoted cell that is never closed", 'a,b\n1,2\n3,"4\n5,6\n', {}, 3, "quotation mark"],
  ["text after a closed quotation", 'a,b\n1,"2"3\n', {}, 2, "quotation mark"],
  ["two columns of one name", "a,a\n1,2\n", {}, 1, 'two columns are named "a"'],
  [
    "a text in a column declared to hold numbers",
    "a,b\n1,2\n1,two\n",
    { columns: { b: "number" } },
    3,
    'holds "two"',
  ],
  ["a number too large", "a,b\n1,1e999\n", { columns: { b: "number" } }, 2, 'holds "1e999"'],
  ["a missing column", "a,b\n1,2\n", { columns: { c: "number" } }, 1, 'no column "c" among "a", "b"'],
] as const)("refuses %s", async (_, text, options, line, part) => {
  const refused = read(text, options);
  await expect(refused).rejects.toMatchObject({
    name: "DataError",
    zh: expect.stringMatching(/^a\.csv：第 \d+ 行：.*；.*。$/),
  });
  await expect(refused).rejects.toThrow(`a.csv: line ${line}: `);
  await expect(refused).rejects.toThrow(part);
});

test("bytes that are not UTF-8 are refused with their place", async () => {
  const refused = readCsv(Uint8Array.of(97, 44, 98, 10, 0xe6, 0xbc, 0xa2, 44, 0xff, 10), { file: "a.csv" });
  await expect(refused).rejects.toThrow("a.csv: byte 8: the bytes are not UTF-8");
});

test("whatever is written as CSV is read back", async () => {
  const cell = fc.string({ unit: fc.constantFrom(..."a b , ; \" ' \n \t | 漢 1 .".split(" "), " ") });
  const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(",", ";", "\t", "|"), async (body, delimiter) => {
      const text = Papa.unparse([["p", "q", "r"], ...body], { delimiter, newline: "\n" });
      const columns = { p: "text", q: "text", r: "text" } as const;
      const read = await values(text, { delimiter, columns, missing: [] });
      expect(read).toEqual([0, 1, 2].map((j) => body.map((row) => row[j])));
    }),
    { seed: 2 },
  );
});

test("whatever Papa Parse reads without complaint in rows of one length is read as the same", async () => {
  const unit = fc.constantFrom(...'a1 ,,,\n\n""\'\t#'.split(""));
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 20 }), async (text) => {
      const { data, errors } = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n" });
      const rows = data.filter((row) => row.length > 1 || row[0]!.trim() !== "");
      const width = rows[0]?.length ?? 0;
      fc.pre(errors.length === 0 && width > 1 && rows.every((row) => row.length === width));
      const names = rows[0]!.map((_, j) => `${j}`);
      const columns = Object.fromEntries(names.map((name) => [name, "text"] as const));
      const read = await values(text, { delimiter: ",", header: false, columns, missing: [] });
      expect(read).toEqual(names.map((_, j) => rows.map((row) => row[j])));
      compared += 1;
    }),
    { seed: 3, numRuns: 2000 },
  );
  expect(compared).toBe(2000);
});

test("a path works like bytes, packed or not; the error for a path without a file names it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "downhill-csv-"));
  const path = join(folder, "a.csv.gz");
  await writeFile(path, gzipSync("a,b\n1,2\n3\n"));
  await expect(readCsv(path)).rejects.toThrow(`${path}: line 3: `);
  await expect(readCsv(path, { limit: 8 })).rejects.toThrow(`${path}: byte 8: the file has`);
  await expect(readCsv(folder)).rejects.toThrow(`${folder}: this is a folder`);
  await expect(readCsv(join(folder, "b.csv"))).rejects.toThrow(
    /b\.csv: there is no such file; check the path/,
  );
  await rm(folder, { recursive: true });
});

test("JSON lines: values in their order, and the line of an invalid one", async () => {
  const lines = (text: string) => readJsonLines(new TextEncoder().encode(text), { file: "a.jsonl" });
  expect(await lines('{"a":1}\r\n\n[null,"x"]\n3')).toEqual([{ a: 1 }, [null, "x"], 3]);
  expect(await lines("")).toEqual([]);
  await expect(lines('{"a":1}\n\n{"a":')).rejects.toThrow(
    "a.jsonl: line 3: the line is not a complete JSON value",
  );
});
