import { type Dataset, type Labels, toTensors } from "@downhill/data";
import { accuracy } from "@downhill/nn";
import type { Tensor } from "@downhill/tensor";
import { inOrder, measure, type Measure } from "./measure.ts";
import { TrainingError } from "./training-error.ts";

/** What `evaluate` measures, and how much at a time. */
export interface EvaluateOptions {
  /** What is averaged over the examples; {@link accuracy} unless given. */
  readonly metric?: Measure;
  /** Examples at a time; 500 unless given. It changes the memory taken, and nothing else. */
  readonly size?: number;
}

/**
 * A metric over a whole data set, in batches: $\frac1n\sum_i m(f(x_i), y_i)$. Each batch counts by its size.
 *
 * @param predict from rows `[n, features]` to predictions, such as logits `[n, classes]`.
 * @throws TrainingError when the data set is empty, or `size` is not a whole number from 1 on.
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
  data: Dataset<Labels>,
  { metric = accuracy, size = 500 }: EvaluateOptions = {},
): Promise<number> {
  if (!Number.isSafeInteger(size) || size < 1 || data.size === 0) {
    throw new TrainingError(
      `evaluate: ${data.size} examples in batches of ${size} cannot be measured; give at least one of each`,
      `evaluate：无法评估 ${data.size} 个样本、每批 ${size} 个的组合；两者都至少为 1。`,
    );
  }
  const { mean } = await measure(predict, inOrder(data, size, true), toTensors, { mean: metric });
  return mean!;
}
