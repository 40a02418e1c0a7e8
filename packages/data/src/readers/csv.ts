import { checkOptions } from "@downhill/tensor";
import { type Column, type Table, tableOf } from "../table.ts";
import { type Contents, contents, type ReadOptions, type Refusal, type Source } from "./contents.ts";
import { textOf } from "./utf8.ts";

/** How a CSV file is read. */
export interface CsvOptions extends ReadOptions {
  /** What stands between two cells; by default `,`, `;`, `|` or a tab, whichever the first line has most of. */
  readonly delimiter?: string;
  /** The columns' names, for a file whose first line is a row already; by default the first line names them. */
  readonly names?: readonly string[];
  /** What columns hold; a column left out is one of numbers when all its cells read as such, else of texts. */
  readonly columns?: Readonly<Record<string, Column["kind"]>>;
  /** The cells that stand for a missing value: `""` and `"NA"` by default. */
  readonly missing?: readonly string[];
}

interface Row {
  /** Where the row starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

const lineEnd = /\n|\r/g;
const linesIn = (text: string) => text.match(lineEnd)?.length ?? 0;
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The number that a cell spells, or undefined; one beyond float64's range is none. */
function numberIn(cell: string): number | undefined {
  const value = decimal.test(cell) ? Number(cell) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** The delimiter that the first line has most of, outside quotation marks; a comma where it has none. */
function delimiterOf(text: string): string {
  const counts = new Map([",", ";", "\t", "|"].map((mark) => [mark, 0]));
  let quoted = false;
  for (const mark of text) {
    if (mark === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (mark === "\n" || mark === "\r") break;
    else if (counts.has(mark)) counts.set(mark, counts.get(mark)! + 1);
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

async function rowsOf(text: string, delimiter: string, refuse: Refusal): Promise<readonly Row[]> {
  // With the first file, not before: most who import this package read no CSV.
  const { default: Papa } = await import("papaparse");
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken !== undefined) {
    throw refuse.line(
      1 + linesIn(text.slice(0, broken.index)),
      "a cell that begins here with a quotation mark does not end with one",
      "从这里开始的单元格以引号开头，却没有以引号结束",
      { en: 'close it, and write "" for a quotation mark inside', zh: '请补上引号，单元格内部的引号写作 ""' },
    );
  }
  const quotes = text.includes('"');
  let line = 1;
  const rows = data.map((cells) => {
    const row = { line, cells };
    line += 1 + (quotes ? cells.reduce((sum, cell) => sum + linesIn(cell), 0) : 0);
    return row;
  });
  const blank = ({ cells }: Row) => cells.length === 1 && cells[0] === "";
  if (rows.length > 0 && blank(rows.at(-1)!)) rows.pop();
  // In a file of one column an empty line is a missing value, else it is nothing.
  return (rows[0]?.cells.length ?? 0) > 1 ? rows.filter((row) => !blank(row)) : rows;
}

function columnFrom(
  name: string,
  j: number,
  rows: readonly Row[],
  options: CsvOptions,
  refuse: Refusal,
): Column {
  const missing = new Set(options.missing ?? ["", "NA"]);
  const cells = rows.map((row) => {
    const cell = row.cells[j]!;
    return missing.has(cell) ? null : cell;
  });
  const { columns = {} } = options;
  const wanted = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (wanted === "text") return { kind: "text", values: cells };
  const values: (number | null)[] = [];
  for (const [i, cell] of cells.entries()) {
    const value = cell === null ? null : numberIn(cell);
    if (value !== undefined) {
      values.push(value);
      continue;
    }
    if (wanted === undefined) return { kind: "text", values: cells };
    throw refuse.line(
      rows[i]!.line,
      `column "${name}" shall hold numbers, and here it holds "${cell}"`,
      `“${name}”列应为数值，这里却是“${cell}”`,
      {
        en: "mend the cell, or list it in the option missing",
        zh: "请修正这个单元格，或把它列入 missing 选项",
      },
    );
  }
  return { kind: "number", values };
}

async function parse(opened: Contents, options: CsvOptions): Promise<Table> {
  const { refuse } = opened;
  const text = textOf(opened).replaceAll("\r\n", "\n");
  const rows = await rowsOf(text, options.delimiter ?? delimiterOf(text), refuse);
  const names = options.names ?? rows[0]?.cells;
  if (names === undefined || names.length === 0) {
    throw refuse.line(1, "the file is empty", "文件是空的", {
      en: "give one that has a line of column names",
      zh: "请给出带有列名行的文件",
    });
  }
  if (options.names === undefined && names.every((name) => name.trim() === "")) {
    throw refuse.line(1, "it names no column", "这一行没有任何列名", {
      en: "begin the file with a line of column names, or give the option names",
      zh: "请让文件以列名行开头，或给出 names 选项",
    });
  }
  const twice = names.find((name, j) => names.indexOf(name) !== j);
  if (twice !== undefined) {
    throw refuse.line(1, `two columns are named "${twice}"`, `有两列都叫“${twice}”`, {
      en: "give each column a name of its own",
      zh: "请让各列的名称互不相同",
    });
  }
  const unknown = Object.keys(options.columns ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw refuse.line(
      1,
      `there is no column "${unknown}" among ${names.map((name) => `"${name}"`).join(", ")}`,
      `在 ${names.map((name) => `“${name}”`).join("、")} 之中没有“${unknown}”列`,
      { en: "correct the option columns", zh: "请修正 columns 选项" },
    );
  }
  const body = options.names === undefined ? rows.slice(1) : rows;
  const ragged = body.find(({ cells }) => cells.length !== names.length);
  if (ragged !== undefined) {
    throw refuse.line(
      ragged.line,
      `the row has ${ragged.cells.length} cells and there are ${names.length} columns`,
      `这一行有 ${ragged.cells.length} 个单元格，而列数为 ${names.length}`,
      {
        en: "add or remove cells, quote cells that contain the delimiter, or give the option delimiter",
        zh: "请增删单元格，给含有分隔符的单元格加上引号，或指定 delimiter 选项",
      },
    );
  }
  return tableOf(names.map((name, j) => [name, columnFrom(name, j, body, options, refuse)]));
}

/**
 * Reads a CSV file, plain or packed with gzip, as a table of typed columns.
 *
 * The text is UTF-8, with or without a byte order mark. Cells may be quoted and then hold delimiters and line ends. A
 * column is one of numbers when every cell that is not missing is a decimal number; say otherwise with `columns`.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, line and remedy when a row has another number of cells than there are names, a quoted
 * cell does not end, a name comes twice, a cell of a column of numbers is none; with file and byte offset when the text
 * is not UTF-8
 * @example
 * ```ts
 * import { readCsv } from "@downhill/data";
 * const bytes = new TextEncoder().encode('name,age\n"Lovelace, Ada",36\nGauss,NA\n');
 * const people = await readCsv(bytes, { file: "people.csv" });
 * console.log(people.names, people.columns.age?.values); // [ 'name', 'age' ] [ 36, null ]
 * ```
 * @see RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", §2.
 */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<Table> {
  checkOptions("readCsv", options, ["delimiter", "names", "columns", "missing", "file", "limit", "remedy"]);
  return parse(await contents(source, options, "CSV data"), options);
}
