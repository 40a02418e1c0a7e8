import { listGiven } from "./given.ts";
import { DataError } from "./data-error.ts";
import type { Json } from "./readers/json-lines.ts";
import { type Table, tableOf } from "./table.ts";

type Fields = { readonly [name: string]: Json };

const isRecord = (value: Json): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function cell(record: Fields, name: string, row: number): number | string | null {
  const value = Object.hasOwn(record, name) ? record[name]! : null;
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  throw new DataError("invalid-cell", {
    en: `fromRecords: "${name}" of record ${row} is ${JSON.stringify(value).slice(0, 40)}; convert it to a number, a string or null first.`,
    zh: `fromRecords：第 ${row} 条记录的“${name}”是 ${JSON.stringify(value).slice(0, 40)}；请先把它变成数值、文本或 null。`,
  });
}

/**
 * Turns records, such as those from {@link readJsonLines}, into a table: one row per record, one column per name.
 *
 * Columns are in the order in which their names first occur. A field that a record lacks is missing: `null`.
 *
 * @throws DataError if a value is not a record, a field is not a number, string or null, or a column mixes strings and
 * numbers
 * @example
 * ```ts
 * import { fromRecords } from "@downhill/data";
 * console.log(fromRecords([{ name: "Ada", age: 36 }, { name: "Carl" }]).columns.age?.values); // [ 36, null ]
 * ```
 * @see Wickham, "Tidy Data", Journal of Statistical Software 59 (2014), §2.
 */
export function fromRecords(records: readonly Json[]): Table {
  listGiven("fromRecords", "the argument", records, "[{ age: 36 }, { age: 41 }]");
  const checked = records.map((record, row) => {
    if (isRecord(record)) return record;
    throw new DataError("not-a-record", {
      en: `fromRecords: value ${row} is not a record; give objects such as { "age": 36 }.`,
      zh: `fromRecords：第 ${row} 个值不是记录；请给出形如 { "age": 36 } 的对象。`,
    });
  });
  const names = [...new Set(checked.flatMap((record) => Object.keys(record)))];
  return tableOf(
    names.map((name) => [
      name,
      checked.map((record, row) => cell(record, name, row)) as readonly (number | null)[],
    ]),
  );
}
