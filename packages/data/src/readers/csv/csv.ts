import { type Table, tableOf } from "../../table.ts";
import { checkReading, type Contents, contents, type Source } from "../contents.ts";
import { textOf } from "../utf8.ts";
import { columnFrom } from "./column.ts";
import { delimiterOf } from "./delimiter.ts";
import { headed } from "./header.ts";
import type { CsvOptions } from "./options.ts";
import { afterLines, rowsOf } from "./rows.ts";
import { checkSettings } from "./settings.ts";

function parse(opened: Contents, options: CsvOptions): Table {
  const { refuse } = opened;
  const text = textOf(opened).replaceAll("\r\n", "\n");
  const start = afterLines(text, options.skip ?? 0);
  const delimiter = options.delimiter ?? delimiterOf(text.slice(start.at), options);
  const cut = rowsOf(text, start, { delimiter, comments: options.comments }, refuse);
  const blank = ({ cells }: { readonly cells: readonly string[] }) =>
    cells.length === 1 && cells[0]!.trim() === "";
  const first = cut.findIndex((row) => !blank(row));
  // Empty lines before the first row are ignored. After it, they are a missing value in a file of one column, and
  // ignored otherwise.
  const rows = first === -1 ? cut : cut.slice(first);
  const full = (rows[0]?.cells.length ?? 0) > 1 ? rows.filter((row) => !blank(row)) : rows;
  const { names, body } = headed(full, options, refuse);
  const ragged = body.find(({ cells }) => cells.length !== names.length);
  if (ragged !== undefined) {
    throw refuse.line(
      "ragged",
      ragged.line,
      {
        en: `the row has ${ragged.cells.length} cells, but there are ${names.length} columns`,
        zh: `这一行有 ${ragged.cells.length} 个单元格，而列数为 ${names.length}`,
      },
      ragged === body[0] && options.names === undefined
        ? {
            en: "give skip for lines before the table, header: false if no line names the columns, or delimiter or comments if cells are split wrongly",
            zh: "表格之前的行请用 skip 跳过，没有列名行请写 header: false，单元格切分不对请指定 delimiter 或 comments",
          }
        : {
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
 * The text is UTF-8, with or without a byte order mark. Quoted cells may hold delimiters, comment marks and line ends.
 * A column holds numbers if every cell that is not missing is a decimal number; override this with `columns`.
 *
 * A whole number beyond $2^{53} - 1$ stays text and makes its whole column text: float64 has one value for
 * 208310224003697457 and …459, and two ids would become one. A mixed column becomes text, because a column has one kind
 * and text keeps every digit. A number with a point or an exponent stays a number if float64 keeps all its digits, as
 * for `6.02e23`. In a column that `columns` declares to be numbers, a number that float64 would change is refused.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, line and remedy if a row has more or fewer cells than there are names, a quoted cell
 * does not end, a name is repeated, the first line is a row of numbers or `sep=;` and `header` is not given, or a cell in a column
 * of numbers is not a number; with file and byte offset if the text is not UTF-8; with the option if an option is
 * invalid
 * @example
 * ```ts
 * import { readCsv } from "@downhill/data";
 * const bytes = new TextEncoder().encode('name,age\n"Lovelace, Ada",36\nGauss,NA\n');
 * const people = await readCsv(bytes, { file: "people.csv" });
 * console.log(people.names, people.columns.age?.values); // [ 'name', 'age' ] [ 36, null ]
 *
 * const notes = new TextEncoder().encode("measured in June\n3,5;1\n# broken\n?;2\n");
 * const options = { skip: 1, header: false, comments: "#", decimal: ",", missing: ["?"] } as const;
 * console.log((await readCsv(notes, options)).columns["0"]?.values); // [ 3.5, null ]
 * ```
 * @see RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", §2.
 */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<Table> {
  checkReading("readCsv", options, [
    "delimiter",
    "header",
    "names",
    "skip",
    "comments",
    "decimal",
    "columns",
    "missing",
  ]);
  checkSettings(options);
  return parse(await contents(source, options, "CSV data"), options);
}
