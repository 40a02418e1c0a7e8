import { rowSetGiven } from "../given.ts";
import { type Dataset, type Labels, take } from "../dataset.ts";
import { DataError } from "../data-error.ts";
import { type Table, takeRows } from "../table.ts";
import type { MarkOf } from "./marked.ts";

/** Rows that can be split: a {@link Table} or a {@link Dataset}. */
export type RowSet = Table | Dataset<Labels>;

/** What a part of the data is for. */
export type SplitName = "train" | "validation" | "test";

/** Rows marked with what they are for. What learns from data, such as a scaler, accepts only a `Part<…, "train">`. */
export type Part<D, S extends SplitName> = D & { readonly split: S };

/** The result of copying rows out of a set: a table from a table, a data set from a data set. */
export type Copied<D extends RowSet> = D extends Table
  ? Table
  : D extends Dataset<infer Y>
    ? Dataset<Y>
    : never;

/** The result of changing the values of rows: a table or a data set with the same purpose. */
export type Changed<P extends RowSet> = Copied<P> & MarkOf<P>;

/** Copies rows out, and marks what they are for. */
export function partOf<D extends RowSet, S extends SplitName>(
  from: D,
  rows: ArrayLike<number>,
  split: S,
): Part<Copied<D>, S> {
  const copied = "columns" in from ? takeRows(from, rows) : take(from, rows);
  return { ...copied, split } as unknown as Part<Copied<D>, S>;
}

const names = {
  train: "训练集",
  validation: "验证集",
  test: "测试集",
} as const satisfies Record<SplitName, string>;

/** Refuses rows that are not for training. */
export function mustTrain(who: string, rows: RowSet): void {
  rowSetGiven(who, rows);
  const { split } = rows as { readonly split?: unknown };
  if (split === "train") return;
  if (split === "validation" || split === "test") {
    throw new DataError("wrong-split", {
      en: `${who}: fit got the ${split} part; fit on the training part, and only transform this one.`,
      zh: `${who}：传给 fit 的是${names[split]}；请只在训练集上拟合，对${names[split]}只做变换。`,
    });
  }
  throw new DataError("no-split", {
    en: `${who}: fit got rows that are not part of a split, so they may contain test data; split them first, or mark a separate training set with trainingPart.`,
    zh: `${who}：传给 fit 的数据尚未划分，学到的统计量可能来自测试数据；请先划分，若它本来就是单独的训练集，请用 trainingPart 标明。`,
  });
}

/**
 * Marks rows as the training part if `split` did not: a training set that comes in a separate file.
 *
 * @throws DataError if they are marked as the validation or test part
 * @example
 * ```ts
 * import { standardise, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ age: [20, 40] }));
 * console.log(standardise().fit(train).state.center); // [ 30 ]
 * ```
 * @see Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., §7.10.2.
 */
export function trainingPart<D extends RowSet>(rows: D): Part<D, "train"> {
  rowSetGiven("trainingPart", rows);
  const { split } = rows as { readonly split?: unknown };
  if (split !== undefined) mustTrain("trainingPart", rows);
  return { ...rows, split: "train" };
}
