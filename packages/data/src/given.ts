import { asGiven } from "./as-given.ts";
import { DataError } from "./data-error.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a message calls a value that is of the wrong kind. */
const shown = (value: unknown): string => {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return typeof value === "symbol" || typeof value === "function" ? typeof value : asGiven(value);
};
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
/** Each column has a cell for each of the rows. */
const isTable = ({ size, names, columns }: Fields): boolean =>
  isCount(size) &&
  Array.isArray(names) &&
  names.every((name: string) => {
    const { values } = fieldsOf(fieldsOf(columns)[name]);
    return Array.isArray(values) && values.length === size;
  });
/** Rows of features of one shape, and labels. */
const isBatch = ({ x, y, shape }: Fields): boolean =>
  ArrayBuffer.isView(x) && ArrayBuffer.isView(y) && Array.isArray(shape) && shape.every(isCount);
/** The same for each of a number of rows. */
const isDataset = (of: Fields): boolean =>
  isBatch(of) &&
  isCount(of["size"]) &&
  Number.isFinite(of["scale"]) &&
  (of["x"] as Float32Array).length ===
    (of["shape"] as number[]).reduce((all, length) => all * length, of["size"] as number);

/** Refuses anything but a table. */
export function tableGiven(who: string, from: unknown): void {
  if (isTable(fieldsOf(from))) return;
  throw new DataError("not-a-table", {
    en: `${who}: this is ${shown(from)}, not a table; give what readCsv or table returned, after await.`,
    zh: `${who}：这是 ${shown(from)}，不是表格；请给出 readCsv（先 await）或 table 的结果。`,
  });
}

/** Refuses anything but a data set. */
export function datasetGiven(who: string, from: unknown): void {
  if (isDataset(fieldsOf(from))) return;
  throw new DataError("not-a-dataset", {
    en: `${who}: this is ${shown(from)}, not a data set; make one with dataset or toDataset.`,
    zh: `${who}：这是 ${shown(from)}，不是数据集；请用 dataset 或 toDataset 生成。`,
  });
}

/** Refuses anything but a table or a data set. */
export function rowSetGiven(who: string, from: unknown): void {
  if (isTable(fieldsOf(from)) || isDataset(fieldsOf(from))) return;
  throw new DataError("not-a-dataset", {
    en: `${who}: this is ${shown(from)}, neither a table nor a data set; make one with table, dataset or toDataset.`,
    zh: `${who}：这是 ${shown(from)}，既不是表格也不是数据集；请用 table、dataset 或 toDataset 生成。`,
  });
}

/** Refuses anything but a batch. */
export function batchGiven(who: string, batch: unknown): void {
  if (isBatch(fieldsOf(batch))) return;
  throw new DataError("not-a-batch", {
    en: `${who}: this is not a batch with x, shape and y; take rows of a data set, join single rows with .batch(64).map(join), or turn your own batches into tensors yourself.`,
    zh: `${who}：这不是由 x、shape 和 y 组成的批次；请取数据集的行，用 .batch(64).map(join) 合并单行，或自行把批次转换成张量。`,
  });
}

/** Refuses anything but a list, such as one name in place of a list of names. */
export function listGiven(who: string, name: string, list: unknown, example: string): void {
  if (Array.isArray(list)) return;
  throw new DataError("not-a-list", {
    en: `${who}: ${name} is ${shown(list)}, not a list; give one, for example ${example}.`,
    zh: `${who}：${name} 是 ${shown(list)}，不是列表；请给出列表，例如 ${example}。`,
  });
}

/** Refuses anything but a list of positions, typed or not. */
export function positionsGiven(who: string, name: string, rows: unknown): void {
  listGiven(who, name, ArrayBuffer.isView(rows) ? [] : rows, "[0, 2]");
}

/** Refuses anything but a list of column names. */
export function namesGiven(who: string, option: string, names: unknown): void {
  const one = typeof names === "string" ? JSON.stringify([names]) : '["age", "pulse"]';
  listGiven(who, option, names, one);
}
