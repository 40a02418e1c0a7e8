import { type Dataset, type Labels, rows, type Rows } from "@downhill/data";
import { concat, moveTo, showShape, Tensor, tidy } from "@downhill/tensor";
import { disposeTree } from "./state.ts";
import { TrainingError } from "./training-error.ts";

/** Predictions and labels in, a scalar out. */
export type Measure = (predictions: Tensor, labels: Tensor) => Tensor;

/** Inputs and labels on the device, with rows along the first axis of both. */
export interface Examples {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** What to measure. */
interface Measures {
  /** Means over rows, such as a loss: computed batch by batch, without keeping the predictions. */
  readonly means?: Readonly<Record<string, Measure>>;
  /** Any function of all predictions and all labels, which are kept until the end for it. */
  readonly metrics?: Readonly<Record<string, Measure>>;
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
 * Measures a whole set in one pass over its batches: means over rows as $\frac1n\sum_b n_b\,m(f(x_b), y_b)$, and metrics as
 * $m(f(x), y)$, so perplexity or $R^2$, which are not means, are correct whatever the batches.
 *
 * @throws TrainingError when there are no rows, or a measure does not return one number.
 */
export async function measure<B>(
  predict: (x: Tensor) => Tensor,
  batches: Iterable<B> | AsyncIterable<B>,
  toTensors: (batch: B) => Examples,
  { means = {}, metrics = {} }: Measures,
): Promise<Record<string, number>> {
  const totals = Object.fromEntries(Object.keys(means).map((name) => [name, 0]));
  const holds = Object.keys(metrics).length > 0;
  const held: { readonly predictions: Tensor; readonly y: Tensor }[] = [];
  let n = 0;
  try {
    for await (const batch of batches) {
      let count = 0;
      const { values, pair } = tidy("measure", () => {
        const { x, y } = toTensors(batch);
        const predictions = predict(x);
        count = x.shape[0]!;
        return { values: valuesOf(means, predictions, y), pair: { predictions, y } };
      });
      held.push(pair);
      for (const tensor of Object.values(pair)) moveTo(tensor, null);
      for (const [name, value] of Object.entries(await read(values))) totals[name]! += value * count;
      if (!holds) disposeTree(held.splice(0));
      n += count;
    }
    if (n === 0) throw empty();
    const whole = tidy("metrics", () =>
      holds ? valuesOf(metrics, joined(held, "predictions"), joined(held, "y")) : {},
    );
    for (const name of Object.keys(totals)) totals[name]! /= n;
    return { ...totals, ...(await read(whole)) };
  } finally {
    disposeTree(held);
  }
}

const joined = <K extends string>(batches: readonly Readonly<Record<K, Tensor>>[], part: K): Tensor => {
  const [first, ...others] = batches.map((batch) => batch[part]);
  return concat(first!, ...others);
};

/** One number from each measure; the tensors belong to the current scope. */
export function valuesOf(
  measures: Readonly<Record<string, Measure>>,
  predictions: Tensor,
  labels: Tensor,
): Record<string, Tensor> {
  const entries = Object.entries(measures).map(([name, each]) => {
    const value = each(predictions, labels);
    if (value instanceof Tensor && value.size === 1) return [name, value] as const;
    const found: unknown = value;
    const [what, zh] =
      found instanceof Tensor
        ? [`a tensor ${showShape(found.shape)}`, `形状为 ${showShape(found.shape)} 的张量`]
        : [`a ${typeof found}`, ` ${typeof found}`];
    throw new TrainingError("not-scalar", {
      en: `measure: "${name}" returns ${what} instead of a tensor of one number; take its mean, or measure it separately after training.`,
      zh: `measure："${name}" 给出的是${zh}，而不是只含一个数的张量；请取其平均值，或在训练结束后单独计算。`,
    });
  });
  return Object.fromEntries(entries);
}

/** The numbers of scalars, which are freed. */
export async function read(values: Readonly<Record<string, Tensor>>): Promise<Record<string, number>> {
  for (const value of Object.values(values)) moveTo(value, null);
  try {
    const numbers: [string, number][] = [];
    for (const [name, value] of Object.entries(values)) numbers.push([name, await value.item()]);
    return Object.fromEntries(numbers);
  } finally {
    disposeTree(values);
  }
}

const empty = (): TrainingError =>
  new TrainingError("empty", {
    en: "measure: the set has no rows; give some, as a list or a pipeline, because a generator can be iterated only once.",
    zh: "measure：这个集合中没有数据；请提供数据，并使用数组或 pipeline，因为生成器只能遍历一次。",
  });
