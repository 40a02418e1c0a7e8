import { type Dataset, rows, toTensors } from "@downhill/data";
import { accuracy } from "@downhill/nn";
import { moveTo, type Tensor, tidy } from "@downhill/tensor";

export interface EvaluateOptions {
  /** What is averaged over the examples; {@link accuracy} unless given. */
  readonly metric?: (predictions: Tensor, labels: Tensor) => Tensor;
  /** Examples at a time; 500 unless given. It changes the memory taken, and nothing else. */
  readonly size?: number;
}

/**
 * A metric over a whole data set, in batches: $\frac1n\sum_i m(f(x_i), y_i)$. Each batch counts by its size.
 *
 * @param predict from rows `[n, features]` to predictions, such as logits `[n, classes]`.
 * @throws RangeError when the data set is empty, or `size` is not a whole number from 1 on.
 * @example
 * ```ts
 * import { fashionMnist } from "@downhill/data";
 * import { evaluate } from "@downhill/train";
 * import { dense } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const test = await fashionMnist({ split: "test" });
 * const layer = dense(784, 10);
 * const untrained = layer.init(key(0));
 * await evaluate((x) => layer.apply(untrained, x), test); // about 0.1: ten classes, and a guess
 * ```
 */
export async function evaluate(
  predict: (x: Tensor) => Tensor,
  data: Dataset,
  { metric = accuracy, size = 500 }: EvaluateOptions = {},
): Promise<number> {
  if (!Number.isSafeInteger(size) || size < 1 || data.size === 0) {
    throw new RangeError(
      `evaluate: ${data.size} examples in batches of ${size} cannot be measured; give at least one of each`,
    );
  }
  let total = 0;
  for (let begin = 0; begin < data.size; begin += size) {
    const at = Array.from({ length: Math.min(size, data.size - begin) }, (_, i) => begin + i);
    const value = tidy("evaluate", () => {
      const { x, y } = toTensors(rows(data, { at, flat: true }));
      return metric(predict(x), y);
    });
    moveTo(value, null);
    total += (await value.item()) * at.length;
    value.dispose();
  }
  return total / data.size;
}
