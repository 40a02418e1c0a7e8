import type { Refusal } from "../contents.ts";
import { numberOf } from "./column.ts";
import type { CsvOptions } from "./csv.ts";
import type { Row } from "./rows.ts";

const quoted = (names: readonly string[], comma: string, marks: readonly [string, string]): string =>
  names.map((name) => `${marks[0]}${name}${marks[1]}`).join(comma);

/** A line such as `5.1,3.5` is a row; `2020,2021` may be names. */
function looksLikeRow(cells: readonly string[], options: CsvOptions): boolean {
  const numbers = cells.every((cell) => numberOf(cell, options) !== undefined);
  return numbers && cells.some((cell) => !/^\s*\d+\s*$/.test(cell));
}

/**
 * Returns the columns' names, and the rows without the line of names.
 *
 * @throws DataError with its line when names are missing, come twice, look like a row, or the option columns has another
 */
export function headed(
  rows: readonly Row[],
  options: CsvOptions,
  refuse: Refusal,
): { readonly names: readonly string[]; readonly body: readonly Row[] } {
  const [first] = rows;
  const { skip = 0, header } = options;
  const line = first?.line ?? 1 + skip;
  const hasHeader = header ?? options.names === undefined;
  const body = hasHeader ? rows.slice(1) : rows;
  if (first === undefined && options.names === undefined) {
    throw skip === 0
      ? refuse.line(1, "the file is empty", "文件是空的", {
          en: "give one that has a line of column names",
          zh: "请给出带有列名行的文件",
        })
      : refuse.line(line, "nothing is left after the lines skipped", "跳过若干行之后已没有内容", {
          en: "make the option skip smaller",
          zh: "请减小 skip 选项",
        });
  }
  const names = options.names ?? (hasHeader ? first!.cells : first!.cells.map((_, j) => String(j)));
  if (options.names === undefined && hasHeader) {
    if (names.every((name) => name.trim() === "")) {
      throw refuse.line(line, "it names no column", "这一行没有任何列名", {
        en: "begin the file with a line of column names, or give the option names",
        zh: "请让文件以列名行开头，或给出 names 选项",
      });
    }
    if (header === undefined && looksLikeRow(names, options)) {
      throw refuse.line(
        line,
        "the first line holds numbers, and would be taken for the columns' names",
        "第一行都是数，却会被当作列名",
        {
          en: "give header: false when it is a row already, or header: true when these are names",
          zh: "若它已是数据，请写 header: false；若确是列名，请写 header: true",
        },
      );
    }
  }
  const twice = names.find((name, j) => names.indexOf(name) !== j);
  if (twice !== undefined) {
    throw refuse.line(line, `two columns are named "${twice}"`, `有两列都叫“${twice}”`, {
      en: "give each column a name of its own, or header: false when this line is a row already",
      zh: "请让各列的名称互不相同；若这一行已是数据，请写 header: false",
    });
  }
  const unknown = Object.keys(options.columns ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw refuse.line(
      line,
      `there is no column "${unknown}" among ${quoted(names, ", ", ['"', '"'])}`,
      `在 ${quoted(names, "、", ["“", "”"])} 之中没有“${unknown}”列`,
      { en: "correct the option columns", zh: "请修正 columns 选项" },
    );
  }
  return { names, body };
}
