import { listGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import { present } from "../present.ts";
import { columnOf, type Table } from "../table.ts";

/** A value in a column of classes. */
export type Category = number | string;

/** A column and the values the training part had in it; a value's number is its index. */
export interface Categories {
  readonly name: string;
  readonly categories: readonly Category[];
}

const shown = (values: readonly Category[]) => values.map((value) => JSON.stringify(value));

/** The distinct values of a column: texts by code point, numbers by size, or in the given order. */
export function learnCategories(
  who: string,
  train: Table,
  name: string,
  order?: readonly Category[],
): Categories {
  const found = [...new Set(presentIn(who, train, name))];
  if (order === undefined) {
    const sorted = found.every((value) => typeof value === "number")
      ? found.sort((a, b) => a - b)
      : found.sort((a, b) => (a < b ? -1 : 1));
    return { name, categories: sorted };
  }
  const odd = found.find((value) => !order.includes(value));
  if (odd === undefined && new Set(order).size === order.length) return { name, categories: order };
  throw odd === undefined
    ? new DataError("duplicate", {
        en: `${who}: the order for column "${name}" lists a value twice: ${shown(order).join(", ")}; list each once.`,
        zh: `${who}：为“${name}”列给出的顺序中有重复的取值：${shown(order).join("、")}；每个取值只写一次。`,
      })
    : new DataError("unknown-category", {
        en: `${who}: column "${name}" of the training part holds ${JSON.stringify(odd)}, which is not in the order ${shown(order).join(", ")}; add it where it belongs.`,
        zh: `${who}：训练集的“${name}”列含有 ${JSON.stringify(odd)}，给出的顺序 ${shown(order).join("、")} 中没有它；请把它加到合适的位置。`,
      });
}

/** The values of a column, none missing. */
export const presentIn = (who: string, from: Table, name: string): readonly Category[] =>
  present<Category>(who, name, columnOf(from, name).values);

/** The numbers of values, or `undefined` for those the training part did not have. */
export function numbersAmong(
  { categories }: Categories,
  values: readonly Category[],
): readonly (number | undefined)[] {
  const numberOf = new Map(categories.map((category, number) => [category, number]));
  listGiven("labelEncoder", "classes", values, '["cat", "dog"]');
  return values.map((value) => numberOf.get(value));
}

/** The refusal of a value that the training part did not have. */
export function unseen(
  who: string,
  { name, categories }: Categories,
  row: number,
  value: Category,
): DataError {
  const instead = { ordinal: 'pass unseen: "missing"', oneHot: 'pass unseen: "zeros"' }[who];
  const few = categories.length > 10 ? [...shown(categories.slice(0, 10)), "…"] : shown(categories);
  return new DataError("unknown-category", {
    en: `${who}: row ${row} of column "${name}" holds ${JSON.stringify(value)}, which does not occur in the training part (it has ${few.join(", ")}); drop such rows${instead === undefined ? "" : `, or ${instead}`}.`,
    zh: `${who}：“${name}”列的第 ${row} 行是 ${JSON.stringify(value)}，训练集中没有这个取值（有 ${few.join("、")}）；请删除这样的行${instead === undefined ? "" : `，或${instead.replace("pass", "传入")}`}。`,
  });
}

/** The value that a number stands for, if any. */
export function categoryAt(
  who: string,
  { name, categories }: Categories,
  row: number,
  number: unknown,
): Category {
  const category = categories[number as number];
  if (category !== undefined) return category;
  throw new DataError("label-out-of-range", {
    en: `${who}: row ${row} of column "${name}" holds ${JSON.stringify(number)}, but the values are numbered 0 to ${categories.length - 1}; round predictions to whole numbers first.`,
    zh: `${who}：“${name}”列的第 ${row} 行是 ${JSON.stringify(number)}，而取值的编号从 0 到 ${categories.length - 1}；请先把预测值化为整数编号。`,
  });
}
