import { isDecimal, numberIn } from "../../number-in.ts";
import type { Column } from "../../table.ts";
import type { Refusal } from "../contents.ts";
import type { CsvOptions } from "./options.ts";
import type { Row } from "./rows.ts";

/** A cell with its decimal mark replaced by a point; undefined if it cannot be a number. */
function pointed(cell: string, { decimal = "." }: CsvOptions): string | undefined {
  if (decimal === ".") return cell;
  return cell.includes(".") ? undefined : cell.replace(decimal, ".");
}

/** The number in a cell, or undefined. */
export function numberOf(cell: string, options: CsvOptions): number | undefined {
  const text = pointed(cell, options);
  return text === undefined ? undefined : numberIn(text);
}

function noNumber(name: string, cell: string, line: number, options: CsvOptions, refuse: Refusal) {
  const text = pointed(cell, options) ?? "";
  const float = Number(text);
  return isDecimal(text) && Number.isFinite(float)
    ? refuse.line(
        "not-representable",
        line,
        {
          en: `column "${name}" must hold numbers, but float64 would change "${cell}" to ${float}`,
          zh: `“${name}”列应为数值，而“${cell}”存为 float64 会变成 ${float}`,
        },
        {
          en: `read it as text, which keeps every digit, with columns: { ${JSON.stringify(name)}: "text" }`,
          zh: `请用 columns: { ${JSON.stringify(name)}: "text" } 读作文本，各位数字都会保留`,
        },
      )
    : refuse.line(
        "invalid-cell",
        line,
        {
          en: `column "${name}" must hold numbers, but here it holds "${cell}"`,
          zh: `“${name}”列应为数值，这里却是“${cell}”`,
        },
        {
          en: "fix the cell, or list it in the option missing",
          zh: "请修正这个单元格，或把它列入 missing 选项",
        },
      );
}

/**
 * Makes a column of the cells at position `j`: a column of numbers if every cell that is not missing is a number,
 * otherwise of texts.
 *
 * @throws DataError with its line if a cell is not a number in a column declared to hold numbers
 */
export function columnFrom(
  name: string,
  j: number,
  rows: readonly Row[],
  options: CsvOptions,
  refuse: Refusal,
): Column {
  const marks = options.missing ?? ["", "NA"];
  const missing = new Set(marks);
  // Among numbers, -999 matches -999.0 too.
  const missingNumbers = new Set(marks.map((mark) => numberOf(mark, options)));
  const cells = rows.map((row) => {
    const cell = row.cells[j]!;
    return missing.has(cell) ? null : cell;
  });
  const { columns = {} } = options;
  const wanted = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (wanted === "text") return { kind: "text", values: cells };
  const values: (number | null)[] = [];
  for (const [i, cell] of cells.entries()) {
    const value = cell === null ? null : numberOf(cell, options);
    if (value !== undefined) {
      values.push(missingNumbers.has(value ?? undefined) ? null : value);
      continue;
    }
    if (wanted === undefined) return { kind: "text", values: cells };
    throw noNumber(name, cell!, rows[i]!.line, options, refuse);
  }
  return { kind: "number", values };
}
