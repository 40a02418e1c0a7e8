import { type Draw, outcome } from "@downhill/grader/questions";
import type { Fold } from "../key/solution.ts";
import { drawnOrder, type Module } from "./asking.ts";

/* A cross-validation as it is seen from the outside: by the models that learn in it. */

export type Learn<Row> = (training: Row[]) => (row: Row) => number;
export const mean = (list: readonly number[]): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;

/** Learns the mean of its rows; a row's loss is its squared distance from it. */
export const level: Learn<number> = (training) => {
  const middle = mean(training);
  return (row) => (row - middle) ** 2;
};
/** Remembers its rows, in their order: the loss is the distance from the first of those that are nearest, in places. */
export const memory: Learn<number> = (training) => (row) => {
  const far = training.map((each) => Math.abs(each - row));
  return 100 * far.indexOf(Math.min(...far)) + Math.min(...far);
};

/** What is to be seen of a cross-validation: the losses, what was learned from, and what was measured by each model. */
export function seen<Row>(
  { crossValidate }: Module,
  rows: readonly Row[],
  folds: readonly Fold[],
  learn: Learn<Row>,
) {
  const [given, learned, measured] = [[...rows], [] as Row[][], [] as number[][]];
  const lists = new Set<Row[]>();
  const losses = outcome(() =>
    crossValidate(given, structuredClone(folds) as Fold[], (training) => {
      learned.push([...training]);
      lists.add(training);
      const [lossOf, counts] = [learn(training), rows.map(() => 0)];
      measured.push(counts);
      return (row) => {
        counts[given.findIndex((each) => Object.is(each, row))]!++;
        return lossOf(row);
      };
    }),
  );
  return { losses, learned, lists: lists.size, measured, rows: given };
}
export const names = {
  losses: { en: "the losses", zh: "各损失" },
  learned: { en: "the rows that each model has learned from", zh: "每个模型学过的行" },
  lists: { en: "how many different lists the models were given", zh: "交给各模型的列表有几个" },
  measured: { en: "how often each model has measured each row", zh: "每个模型把每一行测了几次" },
  rows: { en: "the rows afterwards", zh: "事后的行" },
  folds: { en: "the folds afterwards", zh: "事后的折" },
};
export const axes = [
  { en: "model", zh: "个模型" },
  { en: "row", zh: "行" },
];

/** The complement of each list, in order. */
export const foldsOf = (size: number, ...lists: readonly (readonly number[])[]): Fold[] =>
  lists.map((validation) => ({
    train: Array.from({ length: size }, (_, row) => row).filter((row) => !validation.includes(row)),
    validation,
  }));
export function drawnFolds(draw: Draw, size: number, k: number): Fold[] {
  const order = drawnOrder(draw, size);
  return Array.from({ length: k }, (_, fold) => ({
    train: order.filter((_, i) => i % k !== fold),
    validation: order.filter((_, i) => i % k === fold),
  }));
}
