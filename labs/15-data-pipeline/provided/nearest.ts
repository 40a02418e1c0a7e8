import type { Data } from "../key/solution.ts";

/** The label of the row of the training set that is nearest to this one, by the sum of the squared differences. */
function nearest(train: Data<number[]>, row: readonly number[]): string {
  let [least, label] = [Infinity, ""];
  for (const [i, other] of train.x.entries()) {
    let distance = 0;
    for (const [j, value] of row.entries()) distance += (value - other[j]!) ** 2;
    if (distance < least) [least, label] = [distance, train.y[i]!];
  }
  return label;
}

/** The share of rows whose label is that of the nearest row of the training set. */
export const accuracy = (train: Data<number[]>, rows: Data<number[]>): number =>
  rows.x.filter((row, i) => nearest(train, row) === rows.y[i]).length / rows.x.length;
