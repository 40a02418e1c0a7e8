import { checkFlag, checkForm, checkFunction, checkOptions } from "@downhill/tensor";
import { type Dataset, type Labels, toTensors } from "@downhill/data";
import { accuracy } from "@downhill/nn";
import type { Tensor } from "@downhill/tensor";
import { inOrder, measure, type Measure } from "./measure.ts";
import { TrainingError } from "./training-error.ts";

/** The metric `evaluate` measures, and the batch size. */
export interface EvaluateOptions {
  /** A function of all predictions and all labels; default {@link accuracy}. */
  readonly metric?: Measure;
  /** Examples per batch; default 500. It affects only the memory used. */
  readonly size?: number;
  /** Gives `predict` the rows as `[n, features]`; default true. A convolution needs `false`. */
  readonly flat?: boolean;
}

/**
 * A metric of a whole data set, $m(f(x), y)$. Predictions are computed in batches and concatenated, so metrics that are not
 * means over rows, such as perplexity and $R^2$, are correct too.
 *
 * @param predict from rows `[n, features]` to predictions, such as logits `[n, classes]`.
 * @throws TrainingError when the data set is empty, or `size` is not a whole number of at least 1.
 * @example
 * ```ts
 * import { fashionMnist } from "@downhill/data";
 * import { evaluate } from "@downhill/train";
 * import { dense } from "@downhill/nn";
 * import { key } from "@downhill/tensor";
 * const test = await fashionMnist({ split: "test" });
 * const layer = dense(784, 10);
 * const untrained = layer.init(key(0));
 * await evaluate((x) => layer.apply(untrained, x), test); // about 0.1: a random guess among ten classes
 * ```
 * @see Bishop, "Pattern recognition and machine learning", 2006, §1.3: what a held-out set measures.
 */
export async function evaluate(
  predict: (x: Tensor) => Tensor,
  data: Dataset<Labels>,
  options: EvaluateOptions = {},
): Promise<number> {
  const {
    metric = accuracy,
    size = 500,
    flat = true,
  } = checkOptions("evaluate", options, ["metric", "size", "flat"]);
  checkFunction("evaluate", "predict", predict);
  checkForm(
    "evaluate",
    "data",
    data,
    { size: "count", x: "record", y: "record" },
    {
      en: "give a data set, made with dataset.",
      zh: "请给出由 dataset 生成的数据集。",
    },
  );
  checkFlag("evaluate", "flat", flat);
  checkFunction("evaluate", "metric", metric);
  if (!Number.isSafeInteger(size) || size < 1 || data.size === 0) {
    throw new TrainingError("empty", {
      en: `evaluate: ${data.size} examples in batches of ${size} cannot be measured; give at least one of each.`,
      zh: `evaluate：无法评估 ${data.size} 个样本、每批 ${size} 个的组合；两者都至少为 1。`,
    });
  }
  const { metric: value } = await measure(predict, inOrder(data, size, flat), toTensors, {
    metrics: { metric },
  });
  return value!;
}
