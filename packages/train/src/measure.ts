import { type Dataset, type Labels, rows, type Rows } from "@downhill/data";
import { moveTo, type Tensor, tidy } from "@downhill/tensor";
import { disposeTree } from "./state.ts";
import { TrainingError } from "./training-error.ts";

/** A mean over rows: predictions and labels in, a scalar out. */
export type Measure = (predictions: Tensor, labels: Tensor) => Tensor;

/** Inputs and labels on the device, the first axis of both the rows. */
export interface Examples {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** A data set in batches of `size`, in its own order. */
export function* inOrder<Y extends Labels>(
  data: Dataset<Y>,
  size: number,
  flat: boolean,
): Generator<Rows<Y>> {
  for (let begin = 0; begin < data.size; begin += size) {
    const at = Array.from({ length: Math.min(size, data.size - begin) }, (_, i) => begin + i);
    yield rows(data, { at, flat });
  }
}

/**
 * The means of several measures over all rows, $\frac1n\sum_b n_b\,m(f(x_b), y_b)$, in one pass over the batches.
 *
 * @throws TrainingError when there is no row.
 */
export async function measure<B>(
  predict: (x: Tensor) => Tensor,
  batches: Iterable<B> | AsyncIterable<B>,
  toTensors: (batch: B) => Examples,
  measures: Readonly<Record<string, Measure>>,
): Promise<Record<string, number>> {
  const totals = Object.fromEntries(Object.keys(measures).map((name) => [name, 0]));
  let n = 0;
  for await (const batch of batches) {
    let count = 0;
    const values = tidy("measure", () => {
      const { x, y } = toTensors(batch);
      const predictions = predict(x);
      count = x.shape[0]!;
      return Object.fromEntries(Object.entries(measures).map(([name, each]) => [name, each(predictions, y)]));
    });
    for (const value of Object.values(values)) moveTo(value, null);
    for (const [name, value] of Object.entries(values)) totals[name]! += (await value.item()) * count;
    disposeTree(values);
    n += count;
  }
  if (n === 0) {
    throw new TrainingError(
      "measure: the set has no rows; give some, and as a list or a pipeline, since a generator can be walked only once.",
      "measure：这个集合中没有数据；请提供数据，并使用数组或 pipeline，因为生成器只能遍历一次。",
    );
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / n]));
}
