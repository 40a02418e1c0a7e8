import { type Labels, type Rows, rows } from "@downhill/data";
import { type Layer, trainApply } from "@downhill/nn";
import type { Params } from "@downhill/optimizers";
import { type Key, ShapeError, scope } from "@downhill/tensor";
import type { Examples } from "./measure.ts";
import { type Data, isDataset } from "./source.ts";
import { TrainingError } from "./training-error.ts";

/** How a data set is divided into batches. */
interface Cut {
  readonly batchSize: number;
  readonly dropLast: boolean | undefined;
  readonly flat: boolean;
}

/**
 * If the last batch of an epoch has only one row, tries the model on one row, so that a layer that cannot train on it, such
 * as batch normalisation, is reported before the first step rather than after the first epoch.
 *
 * @throws TrainingError that names the layer, and `dropLast`.
 */
export function checkLastRow<P extends Params, B>(
  model: Layer<P>,
  params: P,
  data: Data<B>,
  { batchSize, dropLast = false, flat }: Cut,
  { toTensors, key }: { readonly toTensors: (batch: B) => Examples; readonly key: Key },
): void {
  if (!isDataset(data) || dropLast || data.size <= batchSize || data.size % batchSize !== 1) return;
  using _ = scope("last row");
  try {
    trainApply(model, params, toTensors(rows(data, { at: [0], flat }) satisfies Rows<Labels> as B).x, key);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const counts = [data.size, batchSize] as const;
    const [layer] = error.message.split(":");
    throw new TrainingError(
      "too-few-values",
      {
        en: `fit: ${counts[0]} examples in batches of ${counts[1]} leave one row for the last batch of every epoch, and ${layer} cannot train on a single row; drop it with dropLast: true, or choose another batchSize.`,
        zh: `fit：${counts[0]} 个样本按每批 ${counts[1]} 个划分，每轮最后一批只剩一行，${layer} 无法用它训练；请用 dropLast: true 去掉它，或换一个 batchSize。`,
      },
      { cause: error },
    );
  }
}
