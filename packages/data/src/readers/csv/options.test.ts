import { expect, test } from "vitest";
import oracle from "../../../oracles/tables.json" with { type: "json" };
import { DataError } from "../../data-error.ts";
import { readCsv } from "./csv.ts";
import type { CsvOptions } from "./options.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options: CsvOptions) => readCsv(bytes(text), { file: "a.csv", ...options });

test.each(oracle.tables)("$name: the table that pandas reads", async ({ text, options, table }) => {
  expect(await read(text, options as CsvOptions)).toEqual(table);
});

test("the table of cases uses each option alone and with others", () => {
  const used = oracle.tables.map(({ options }) => Object.keys(options));
  for (const option of [
    "header",
    "names",
    "skip",
    "comments",
    "decimal",
    "missing",
    "delimiter",
    "columns",
  ]) {
    expect(used.filter((names) => names.includes(option)).length, option).toBeGreaterThan(1);
  }
});

test("among texts a missing value counts only exactly as written", async () => {
  const { columns } = await read("a,b\n007,1\nx,1\n7,1\n", { missing: ["7"] });
  expect(columns["a"]).toEqual({ kind: "text", values: ["007", "x", null] });
});

// pandas makes a row of the blanks before such a comment; NumPy's loadtxt does not.
test.each<CsvOptions>([{}, { delimiter: "whitespace" }])(
  "a comment after blanks is not a row",
  async (options) => {
    const { columns } = await read("a\tb\n  # nothing\n1\t2\n", { comments: "#", ...options });
    expect(columns).toEqual({ a: { kind: "number", values: [1] }, b: { kind: "number", values: [2] } });
  },
);

test("lines that do not look like names can be names", async () => {
  expect((await read("2,3,x,y\n1,2,3,4\n5,6,7,8\n", { header: true })).names).toEqual(["2", "3", "x", "y"]);
  expect((await read("2020,2021\n1,2\n", {})).names).toEqual(["2020", "2021"]);
  const lines = await read("a b\n5 162\n", { delimiter: "," });
  expect(lines.columns).toEqual({ "a b": { kind: "text", values: ["5 162"] } });
  expect((await read("full name\nAda Lovelace\n", {})).names).toEqual(["full name"]);
});

test.each<[what: string, options: object, message: RegExp]>([
  ["no delimiter at all", { delimiter: "" }, /delimiter is ""; give a string without quotation marks/],
  ["a quotation mark to delimit", { delimiter: '"' }, /delimiter is "\\""; give/],
  ["a line end to delimit", { delimiter: "\n" }, /delimiter is "\\n"; give/],
  ["a list of delimiters", { delimiter: [",", ";"] }, /delimiter is \[",",";"\]; give/],
  ["a line for header", { header: 0 }, /header is 0; give true .* use skip for lines before it/],
  ["none for header", { header: null }, /header is null; give true/],
  ["one name", { names: "a" }, /names is "a"; give one name for each column/],
  ["no names", { names: [] }, /names is \[\]; give one name for each column/],
  ["names that are numbers", { names: [1, 2] }, /names is \[1,2\]; give/],
  ["a negative number of lines", { skip: -1 }, /skip is -1; give the number of lines/],
  ["half a line", { skip: 1.5 }, /skip is 1\.5; give/],
  ["a list of lines", { skip: [0, 2] }, /skip is \[0,2\]; give/],
  ["true for comments", { comments: true }, /comments is true; give the start of a comment/],
  ["no mark for comments", { comments: "" }, /comments is ""; give/],
  ["another decimal mark", { decimal: "'" }, /decimal is "'"; give "\." or ","/],
  ["one mark for missing", { missing: "?" }, /missing is "\?"; give a list of cells/],
  ["a number for missing", { missing: [-999] }, /missing is \[-999\]; give/],
  [
    "another kind of column",
    { columns: { a: "int" } },
    /columns is \{"a":"int"\}; give "number" or "text" for each column/,
  ],
  [
    "one mark for two",
    { delimiter: ";", comments: ";" },
    /comments is ";"; the delimiter begins the same way/,
  ],
  ["a mark that begins the other", { delimiter: "//", comments: "/" }, /comments is "\/"; the delimiter/],
])("a senseless option is refused: %s", async (_, options, message) => {
  const error = await read("a,b\n1,2\n", options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).message).toMatch(/^readCsv: .*; .*\.$/);
  expect((error as DataError).message).toMatch(message);
  expect((error as DataError).zh).toMatch(/^readCsv：.*；.*[\u4e00-\u9fff].*。$/);
});

test.each<[what: string, text: string, options: CsvOptions, line: number, message: RegExp]>([
  [
    "rows under counts",
    "150,4,setosa\n5.1,3.5,1.4,0.2\n",
    {},
    2,
    /4 cells, .* 3 columns; give skip for lines/,
  ],
  [
    "a row for names",
    "1.5e+02\n7.5e+01\n",
    {},
    1,
    /the first line holds numbers.*header: false if it is already a row/,
  ],
  ["a negative number for a name", "-1,2\n3,4\n", {}, 1, /the first line holds numbers/],
  [
    "a decimal comma for a name",
    "1,5;2\n3;4\n",
    { decimal: ",", delimiter: ";" },
    1,
    /first line holds numbers/,
  ],
  ["rows for names", "0,0,5\n1,2,3\n", {}, 1, /two columns are named "0"; .*or header: false/],
  [
    "counts for names",
    "2,3,x,y\n1,2,3,4\n5,6,7,8\n",
    {},
    1,
    /numbers of rows and features.*give skip: 1 with header: false/,
  ],
  [
    "names between blanks",
    "Chins Situps\n5 162\n2 110\n",
    {},
    1,
    /2 numbers separated by blanks; give delimiter: " "/,
  ],
  ["rows between blanks", "59 2 32.1\n48 1 21.6\n", { header: false }, 1, /3 numbers separated by blanks/],
  [
    "more lines skipped than there are",
    "a,b\n1,2\n",
    { skip: 5 },
    6,
    /nothing is left .*make the option skip/,
  ],
  [
    "the delimiter in a first line",
    "sep=;\na;b\n1;2\n",
    {},
    1,
    /sep=, names the separator .*give skip: 1, or/,
  ],
  [
    "the delimiter in a first line, next to another",
    "sep=;\na;b\n1;2\n",
    { delimiter: "," },
    1,
    /would be read as column names; give skip: 1 and delimiter: ";"/,
  ],
  ["only comments", "# a\n# b\n", { comments: "#" }, 1, /the file is empty/],
  [
    "a ragged row after skipped lines",
    "t\nt\na,b\n1,2\n3\n",
    { skip: 2 },
    5,
    /1 cells, but there are 2 columns/,
  ],
  ["a ragged row after comments", "#\na,b\n#\n1,2\n3\n", { comments: "#" }, 5, /1 cells, but there are 2/],
  ["a cell cut by a comment", "a,b\n1#,2\n", { comments: "#" }, 2, /1 cells, but there are 2/],
  [
    "names for a different number of columns",
    "1,2\n",
    { names: ["a"] },
    1,
    /2 cells, but there are 1 columns/,
  ],
  ["whitespace that is ragged", "a b\n1  2\n3\n", { delimiter: "whitespace" }, 3, /1 cells, but there are 2/],
  ["a quoted cell that is never closed after skip", 'x\na,b\n"1,2\n', { skip: 1 }, 3, /quotation mark/],
  [
    "a point for a decimal comma",
    "a;b\n1.5;2\n",
    { decimal: ",", columns: { a: "number" } },
    2,
    /holds "1\.5"/,
  ],
  [
    "a column named by its place",
    "1,2\n",
    { header: false, columns: { a: "number" } },
    1,
    /no column "a" among "0", "1"/,
  ],
])(
  "a fault that the options leave is reported with its line: %s",
  async (_, text, options, line, message) => {
    const error = await read(text, options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toMatch(message);
    expect((error as DataError).message).toContain(`a.csv: line ${line}: `);
    expect((error as DataError).zh).toMatch(new RegExp(`^a\\.csv：第 ${line} 行：.*；.*。$`));
  },
);
