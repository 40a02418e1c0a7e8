import { meant } from "@downhill/tensor";
import type { Refusal } from "../contents.ts";
import { numberOf } from "./column.ts";
import type { CsvOptions } from "./options.ts";
import type { Row } from "./rows.ts";

const quoted = (names: readonly string[], comma: string, marks: readonly [string, string]): string =>
  names.map((name) => `${marks[0]}${name}${marks[1]}`).join(comma);

/** A line such as `5.1,3.5` is a row; `2020,2021` may be names. */
function looksLikeRow(cells: readonly string[], options: CsvOptions): boolean {
  const numbers = cells.every((cell) => numberOf(cell, options) !== undefined);
  return numbers && cells.some((cell) => !/^\s*\d+\s*$/.test(cell));
}

/** A first line with the numbers of rows and features, as in scikit-learn's files. */
function looksLikeCounts([rows, features]: readonly string[], body: readonly Row[]): boolean {
  const columns = body[0]?.cells.length ?? 0;
  return columns > 2 && rows === String(body.length) && features === String(columns - 1);
}

const words = ({ cells }: Row): readonly string[] => cells[0]!.trim().split(/[ \t]+/);

/** How many blank-separated numbers each line holds, if the file would be read as one column; undefined otherwise. */
function betweenBlanks([first, ...body]: readonly Row[], options: CsvOptions): number | undefined {
  if (options.delimiter !== undefined || first?.cells.length !== 1 || body.length === 0) return undefined;
  const count = words(first).length;
  const matches = (row: Row) =>
    words(row).length === count && words(row).every((word) => numberOf(word, options) !== undefined);
  return count > 1 && body.every(matches) ? count : undefined;
}

/** Refuses a first line that would be read as names but most likely is not. */
function checkNames(first: Row, body: readonly Row[], options: CsvOptions, refuse: Refusal): void {
  const { cells, line } = first;
  if (cells.every((name) => name.trim() === "")) {
    throw refuse.line(
      "no-columns",
      line,
      { en: "it does not name any column", zh: "这一行没有任何列名" },
      {
        en: "begin the file with a line of column names, or give the option names",
        zh: "请让文件以列名行开头，或给出 names 选项",
      },
    );
  }
  if (options.header === true) return;
  if (looksLikeRow(cells, options)) {
    throw refuse.line(
      "missing-header",
      line,
      {
        en: "the first line holds numbers and would be read as column names",
        zh: "第一行都是数，却会被当作列名",
      },
      {
        en: "give header: false if it is already a row, or header: true if these are names",
        zh: "若它已是数据，请写 header: false；若确是列名，请写 header: true",
      },
    );
  }
  if (looksLikeCounts(cells, body)) {
    throw refuse.line(
      "missing-header",
      line,
      {
        en: "the first line holds the numbers of rows and features and would be read as column names",
        zh: "第一行是行数和特征数，却会被当作列名",
      },
      {
        en: "give skip: 1 with header: false or names, or header: true if these are names",
        zh: "请写 skip: 1 并配合 header: false 或 names；若确是列名，请写 header: true",
      },
    );
  }
}

/** Excel writes its delimiter into a separate first line, `sep=;`, which is neither names nor a row. */
function checkSeparator({ cells, line }: Row, options: CsvOptions, refuse: Refusal): void {
  const delimiter = options.delimiter ?? ",";
  const [own = ""] = /^sep=(.?)$/i.exec(cells.join(delimiter))?.slice(1) ?? [undefined];
  const split = cells.length === 2 && cells[0]!.toLowerCase() === "sep=" && cells[1] === "";
  if (options.header === true || (own === "" && !split)) return;
  const mark = split ? undefined : JSON.stringify(own);
  throw refuse.line(
    "missing-header",
    line,
    {
      en: "the first line, sep=, names the separator of the cells and would be read as column names",
      zh: "第一行 sep= 说明的是分隔符，会被当成列名",
    },
    {
      en: `give skip: 1${mark === undefined ? "" : ` and delimiter: ${mark}`}, or header: true if these are names`,
      zh: `请给出 skip: 1${mark === undefined ? "" : ` 和 delimiter: ${mark}`}；如果确实是列名，请给出 header: true`,
    },
  );
}

function checkBlanks(rows: readonly Row[], options: CsvOptions, refuse: Refusal): void {
  const count = betweenBlanks(rows, options);
  if (count === undefined) return;
  throw refuse.line(
    "wrong-delimiter",
    rows[0]!.line,
    {
      en: `each line would be one cell, but holds ${count} numbers separated by blanks`,
      zh: `每行会被当作一个单元格，其中却有 ${count} 个以空白分隔的数`,
    },
    {
      en: 'give delimiter: " " or "whitespace", or delimiter: "," if each line is one cell',
      zh: '请写 delimiter: " " 或 "whitespace"；若每行确为一个单元格，请写 delimiter: ","',
    },
  );
}

function empty(line: number, skip: number, refuse: Refusal) {
  return skip === 0
    ? refuse.line(
        "empty",
        1,
        { en: "the file is empty", zh: "文件是空的" },
        {
          en: "give one that has a line of column names",
          zh: "请给出带有列名行的文件",
        },
      )
    : refuse.line(
        "empty",
        line,
        { en: "nothing is left after the skipped lines", zh: "跳过若干行之后已没有内容" },
        {
          en: "make the option skip smaller",
          zh: "请减小 skip 选项",
        },
      );
}

/**
 * Returns the column names, and the rows without the header line.
 *
 * @throws DataError with its line if names are missing, are repeated, look like a row, or the option columns has
 * another
 */
export function headed(
  rows: readonly Row[],
  options: CsvOptions,
  refuse: Refusal,
): { readonly names: readonly string[]; readonly body: readonly Row[] } {
  const [first] = rows;
  const { skip = 0, names: given } = options;
  const line = first?.line ?? 1 + skip;
  const hasHeader = options.header ?? given === undefined;
  const body = hasHeader ? rows.slice(1) : rows;
  if (first === undefined && given === undefined) throw empty(line, skip, refuse);
  if (first !== undefined) checkSeparator(first, options, refuse);
  checkBlanks(rows, options, refuse);
  if (given === undefined && hasHeader) checkNames(first!, body, options, refuse);
  const names = given ?? (hasHeader ? first!.cells : first!.cells.map((_, j) => String(j)));
  const twice = names.find((name, j) => names.indexOf(name) !== j);
  if (twice !== undefined) {
    throw refuse.line(
      "duplicate",
      line,
      { en: `two columns are named "${twice}"`, zh: `有两列都叫“${twice}”` },
      {
        en: "give each column a different name, or header: false if this line is already a row",
        zh: "请让各列的名称互不相同；若这一行已是数据，请写 header: false",
      },
    );
  }
  const unknown = Object.keys(options.columns ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = meant(unknown, names);
    throw refuse.line(
      "unknown-name",
      line,
      {
        en: `there is no column "${unknown}" among ${quoted(names, ", ", ['"', '"'])}`,
        zh: `在 ${quoted(names, "、", ["“", "”"])} 之中没有“${unknown}”列`,
      },
      {
        en: `${near === undefined ? "" : `did you mean ${near}? `}correct the option columns`,
        zh: `${near === undefined ? "" : `是否想写 ${near}？`}请修正 columns 选项`,
      },
    );
  }
  return { names, body };
}
