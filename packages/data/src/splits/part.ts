import { type Dataset, type Labels, take } from "../dataset.ts";
import { DataError } from "../data-error.ts";
import { type Table, takeRows } from "../table.ts";
import type { MarkOf } from "./marked.ts";

/** Rows that can be dealt out: a {@link Table} or a {@link Dataset}. */
export type RowSet = Table | Dataset<Labels>;

/** What a part of the data is for. */
export type SplitName = "train" | "validation" | "test";

/** Rows that know what they are for. What learns from data, as a scaler does, takes a `Part<…, "train">` and no other. */
export type Part<D, S extends SplitName> = D & { readonly split: S };

/** What is left of a set when rows of it were copied out: a table of a table, a data set of a data set. */
export type Copied<D extends RowSet> = D extends Table
  ? Table
  : D extends Dataset<infer Y>
    ? Dataset<Y>
    : never;

/** What is left of rows whose values were changed: a table or a data set, still for what it was for. */
export type Changed<P extends RowSet> = Copied<P> & MarkOf<P>;

/** Copies rows out, and notes what they are for. */
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
  const { split } = rows as { readonly split?: unknown };
  if (split === "train") return;
  if (split === "validation" || split === "test") {
    throw new DataError("wrong-split", {
      en: `${who}: fit was given the ${split} part; fit on the training part, and only transform this one.`,
      zh: `${who}：传给 fit 的是${names[split]}；请只在训练集上拟合，对${names[split]}只做变换。`,
    });
  }
  throw new DataError("no-split", {
    en: `${who}: fit was given rows that are no part of a split, so what they teach could come from the test data; split them first, or mark a training set of its own with trainingPart.`,
    zh: `${who}：传给 fit 的数据尚未划分，学到的统计量可能来自测试数据；请先划分，若它本来就是单独的训练集，请用 trainingPart 标明。`,
  });
}

/**
 * Marks rows as the training part, where no split of ours did: a training set that came in a file of its own.
 *
 * @throws DataError when they are marked as validation or test part
 * @example
 * ```ts
 * import { standardise, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ age: [20, 40] }));
 * console.log(standardise().fit(train).state.center); // [ 30 ]
 * ```
 * @see Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed., §7.10.2.
 */
export function trainingPart<D extends RowSet>(rows: D): Part<D, "train"> {
  const { split } = rows as { readonly split?: unknown };
  if (split !== undefined) mustTrain("trainingPart", rows);
  return { ...rows, split: "train" };
}
