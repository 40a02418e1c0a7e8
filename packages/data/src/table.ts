import { meantAmong } from "@downhill/tensor";
import { listGiven, namesGiven, positionsGiven, tableGiven } from "./given.ts";
import { DataError } from "./data-error.ts";
import { isDecimal, numberIn } from "./number-in.ts";
import { marked, type MarkOf } from "./splits/marked.ts";

/** Numbers, with `null` for missing ones; never NaN and never infinite. */
export interface NumberColumn {
  readonly kind: "number";
  readonly values: readonly (number | null)[];
}

/** Texts, with `null` for missing ones; an empty string is a text. */
export interface TextColumn {
  readonly kind: "text";
  readonly values: readonly (string | null)[];
}

/** One column of a {@link Table}. */
export type Column = NumberColumn | TextColumn;

/** Named columns of one length: entry `i` of every column belongs to row `i`. A missing cell is `null`. */
export interface Table {
  /** The number of rows. */
  readonly size: number;
  /** The columns' names, from left to right. */
  readonly names: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

/** Names in quotation marks, joined. */
export const named = (names: readonly string[], comma: string) =>
  names.map((name) => `"${name}"`).join(comma);

const isTexts = (given: unknown): boolean =>
  Array.isArray(given) && given.some((value) => typeof value === "string");

function columnFrom(name: string, given: Column | Column["values"]): Column {
  if (typeof given !== "object" || (given as unknown) === null) {
    throw new DataError("not-a-list", {
      en: `table: column "${name}" is not a list of cells; give one, for example [36, null, 41].`,
      zh: `table：“${name}”列不是由各行的值组成的数组；请给出数组，例如 [36, null, 41]。`,
    });
  }
  const { kind, values } =
    "kind" in given ? given : { kind: isTexts(given) ? "text" : "number", values: given };
  listGiven("table", `column "${name}"`, values, "[36, null, 41]");
  values.forEach((value: unknown, row) => {
    const fits = value === null || (kind === "text" ? typeof value === "string" : Number.isFinite(value));
    if (fits) return;
    const found = typeof value === "string" || typeof value === "number" ? String(value) : typeof value;
    throw new DataError("invalid-cell", {
      en: `table: row ${row} of the ${kind} column "${name}" holds ${found}; write null for missing values, and otherwise only finite numbers or only texts.`,
      zh: `table：${kind === "text" ? "文本" : "数值"}列“${name}”的第 ${row} 行是 ${found}；缺失的值请写作 null，其余须全为有限数或全为文本。`,
    });
  });
  return { kind, values } as Column;
}

/**
 * Makes a table from columns. All columns must have the same length.
 *
 * A column is a list of numbers or of strings with `null` for missing values (a list of only nulls counts as numbers),
 * or a {@link Column}.
 *
 * @throws DataError if there are no columns, one is not a list, lengths differ, or a list mixes strings and numbers or
 * holds NaN or Infinity
 * @example
 * ```ts
 * import { table } from "@downhill/data";
 * const people = table({ name: ["Ada", "Carl"], age: [36, null] });
 * console.log(people.size, people.columns.age?.kind); // 2 number
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function table(columns: Readonly<Record<string, Column | Column["values"]>>): Table {
  return tableOf(Object.entries(Object(columns) as typeof columns));
}

/** Makes a table of columns in the given order; an object would reorder integer-like names such as `"2020"`. */
export function tableOf(
  entries: readonly (readonly [name: string, column: Column | Column["values"]])[],
): Table {
  const made = entries.map(([name, given]) => [name, columnFrom(name, given)] as const);
  const [first, ...others] = made;
  if (first === undefined) {
    throw new DataError("empty", {
      en: "table: there are no columns; give at least one, for example { age: [36, 41] }.",
      zh: "table：没有任何列；请至少给出一列，例如 { age: [36, 41] }。",
    });
  }
  const size = first[1].values.length;
  for (const [name, { values }] of others) {
    if (values.length === size) continue;
    throw new DataError("length-mismatch", {
      en: `table: column "${name}" has ${values.length} rows and "${first[0]}" has ${size}; give every column the same length, with null for missing values.`,
      zh: `table：“${name}”列有 ${values.length} 行，而“${first[0]}”列有 ${size} 行；各列长度须相同，缺失处写 null。`,
    });
  }
  return { size, names: made.map(([name]) => name), columns: Object.fromEntries(made) };
}

/**
 * Returns one column.
 *
 * @throws DataError if the table has no column of that name
 * @example
 * ```ts
 * import { columnOf, table } from "@downhill/data";
 * console.log(columnOf(table({ age: [36, null] }), "age").values); // [ 36, null ]
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function columnOf(from: Table, name: string): Column {
  tableGiven("table", from);
  const column = Object.hasOwn(from.columns, name) ? from.columns[name] : undefined;
  if (column !== undefined) return column;
  const remedy = meantAmong(name, from.names);
  throw new DataError("unknown-name", {
    en: `table: there is no column "${name}"; ${remedy.en}.`,
    zh: `table：没有名为“${name}”的列；${remedy.zh}。`,
  });
}

/**
 * Returns the values of a column of numbers, with `null` for missing ones.
 *
 * @throws DataError if the column does not exist or holds texts
 * @example
 * ```ts
 * import { numbersOf, table } from "@downhill/data";
 * console.log(numbersOf(table({ age: [36, null] }), "age")); // [ 36, null ]
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function numbersOf(from: Table, name: string): readonly (number | null)[] {
  const column = columnOf(from, name);
  if (column.kind === "number") return column.values;
  const isNumber = (cell: string | null): boolean => cell !== null && Number.isFinite(Number(cell));
  const odd = column.values.find((cell) => cell !== null && !isNumber(cell));
  const changed = column.values.find(
    (cell) => isNumber(cell) && isDecimal(cell!) && numberIn(cell!) === undefined,
  );
  if (odd === undefined && changed !== undefined) {
    throw new DataError("type-mismatch", {
      en: `table: column "${name}" was read as text because float64 would change "${changed}" to ${Number(changed)}; if it is an id, read it with textsOf; otherwise write its numbers with fewer digits.`,
      zh: `table：“${name}”列被读作文本，因为“${changed}”存为 float64 会变成 ${Number(changed)}；若它是编号，请用 textsOf 读取，否则请减少数值的位数。`,
    });
  }
  throw column.values.some(isNumber) && odd !== undefined
    ? new DataError("type-mismatch", {
        en: `table: column "${name}" was read as text because it contains "${odd}"; if that means missing, read the file with missing: ["", "NA", "${odd}"]; otherwise fix the cell.`,
        zh: `table：“${name}”列被读作文本，因为数值中混有“${odd}”；若它表示缺失，请用 missing: ["", "NA", "${odd}"] 读取文件，否则请修正该单元格。`,
      })
    : new DataError("type-mismatch", {
        en: `table: column "${name}" holds texts; choose a column of numbers, or encode this one first.`,
        zh: `table：“${name}”列存的是文本；请选择数值列，或先对这一列编码。`,
      });
}

/**
 * Returns the values of a column of texts, with `null` for missing ones.
 *
 * @throws DataError if the column does not exist or holds numbers
 * @example
 * ```ts
 * import { table, textsOf } from "@downhill/data";
 * console.log(textsOf(table({ sex: ["f", null] }), "sex")); // [ 'f', null ]
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function textsOf(from: Table, name: string): readonly (string | null)[] {
  const column = columnOf(from, name);
  if (column.kind === "text") return column.values;
  throw new DataError("type-mismatch", {
    en: `table: column "${name}" holds numbers; choose a column of texts.`,
    zh: `table：“${name}”列存的是数值；请选择文本列。`,
  });
}

/**
 * Returns the distinct texts of a column, sorted by code point and without missing values: the classes of a label.
 *
 * @throws DataError if the column does not exist or holds numbers
 * @example
 * ```ts
 * import { distinct, table } from "@downhill/data";
 * console.log(distinct(table({ animal: ["dog", null, "cat", "dog"] }), "animal")); // [ 'cat', 'dog' ]
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function distinct(from: Table, name: string): readonly string[] {
  return [...new Set(textsOf(from, name))].filter((text) => text !== null).sort();
}

/**
 * Returns a table of the named columns, in the given order. A part of a split stays a part.
 *
 * @throws DataError when the table has no column of one of the names
 * @example
 * ```ts
 * import { select, table } from "@downhill/data";
 * console.log(select(table({ name: ["Ada"], age: [36] }), ["age"]).names); // [ 'age' ]
 * ```
 * @see Codd, "A relational model of data for large shared data banks", CACM 13 (1970), §2.1.2, projection.
 */
export function select<P extends Table>(from: P, names: readonly string[]): Table & MarkOf<P> {
  namesGiven("select", "names", names);
  return marked(from, tableOf(names.map((name) => [name, columnOf(from, name)])));
}

/**
 * Copies the chosen rows, in the given order, into a new table. Rows of a part still belong to that part.
 *
 * @param rows positions from 0 to `size - 1`; repeats are allowed
 * @throws DataError if a position lies outside the table
 * @example
 * ```ts
 * import { table, takeRows } from "@downhill/data";
 * console.log(takeRows(table({ age: [36, 41, 7] }), [2, 0]).columns.age?.values); // [ 7, 36 ]
 * ```
 * @see Codd, "A relational model of data for large shared data banks", CACM 13 (1970), §2.1.5, restriction.
 */
export function takeRows<P extends Table>(from: P, rows: ArrayLike<number>): Table & MarkOf<P> {
  tableGiven("takeRows", from);
  positionsGiven("takeRows", "rows", rows);
  const at = Array.from(rows);
  const outside = at.find((row) => !Number.isInteger(row) || row < 0 || row >= from.size);
  if (outside !== undefined) {
    throw new DataError("out-of-bounds", {
      en: `table: there is no row ${outside}; choose positions from 0 to ${from.size - 1}.`,
      zh: `table：没有第 ${outside} 行；位置须在 0 到 ${from.size - 1} 之间。`,
    });
  }
  const columns = from.names.map((name) => {
    const { kind, values } = columnOf(from, name);
    return [name, { kind, values: at.map((row) => values[row]) } as Column] as const;
  });
  return marked(from, tableOf(columns));
}
