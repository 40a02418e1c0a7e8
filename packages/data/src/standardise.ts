import { DataError } from "./data-error.ts";
import { type Dataset, type Labels, dataset } from "./dataset.ts";

/** Shifts and scales examples by numbers that it learnt from the training part alone. */
export interface Scaler {
  /** One mean per feature (or a single one), in the units of `x · scale`; empty before {@link Scaler.fit}. */
  readonly mean: Float64Array;
  /** One standard deviation per feature (or a single one); empty before {@link Scaler.fit}. */
  readonly deviation: Float64Array;
  /**
   * Takes mean and deviation from the training part, once.
   * @throws DataError when it was fitted before, or a value is not a finite number
   */
  fit(train: Dataset<Labels>): Scaler;
  /**
   * Returns the examples standardised, as floats with `scale` 1.
   * @throws DataError before the fit, for another number of features, or when a value is not a finite number
   */
  transform<Y extends Labels>(part: Dataset<Y>): Dataset<Y>;
}

const widthOf = (part: Dataset<Labels>) => part.x.length / part.size;

function finite(part: Dataset<Labels>, action: string): void {
  if (part.x instanceof Uint8Array) return;
  const at = part.x.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const row = Math.floor(at / widthOf(part));
  const feature = at % widthOf(part);
  throw new DataError(
    `standardise: ${action} found ${part.x[at]} in example ${row}, feature ${feature}; fill or remove what is missing first.`,
    `standardise：${action} 时发现第 ${row} 个样本的第 ${feature} 个特征是 ${part.x[at]}；请先填补或删除缺失值。`,
  );
}

/**
 * Makes a scaler that turns every feature into one of mean 0 and deviation 1:
 * $x'_{ij} = (x_{ij} - \mu_j) / \sigma_j$, with $\mu_j$ and $\sigma_j$ (dividing by $n$) of the training part.
 *
 * A feature that never varies has $\sigma_j = 0$; it is shifted but not divided. A scaler is fitted once, so that no
 * statistic of validation or test data can slip in.
 *
 * @param options.per `"feature"` (the default) has one mean and deviation per feature, `"all"` one for all of them,
 * which keeps an image's pixels comparable
 * @example
 * ```ts
 * import { fashionMnist, standardise } from "@downhill/data";
 * const train = await fashionMnist({ split: "train" });
 * const test = await fashionMnist({ split: "test" });
 * const scaler = standardise().fit(train);
 * const [a, b] = [scaler.transform(train), scaler.transform(test)];
 * ```
 * @see LeCun, Bottou, Orr, Müller, "Efficient BackProp" (1998), §4.3.
 */
export function standardise(options: { readonly per?: "feature" | "all" } = {}): Scaler {
  let mean = new Float64Array();
  let deviation = new Float64Array();
  let fittedWidth = 0;

  const scaler: Scaler = {
    get mean() {
      return mean;
    },
    get deviation() {
      return deviation;
    },
    fit(train) {
      if (mean.length > 0) {
        throw new DataError(
          "standardise: this scaler is fitted already; fit once, on the training part, and transform every part with it.",
          "standardise：这个缩放器已经拟合过；只在训练集上拟合一次，再用它变换其余各部分。",
        );
      }
      finite(train, "fit");
      fittedWidth = widthOf(train);
      const features = options.per === "all" ? 1 : fittedWidth;
      const count = train.x.length / features;
      const mu = new Float64Array(features);
      train.x.forEach((value, i) => (mu[i % features]! += (value * train.scale) / count));
      const variance = new Float64Array(features);
      train.x.forEach(
        (value, i) => (variance[i % features]! += (value * train.scale - mu[i % features]!) ** 2 / count),
      );
      mean = mu;
      deviation = variance.map(Math.sqrt);
      return scaler;
    },
    transform(part) {
      if (mean.length === 0) {
        throw new DataError(
          "standardise: this scaler has no mean yet; call fit with the training part first.",
          "standardise：这个缩放器还没有均值；请先用训练集调用 fit。",
        );
      }
      if (widthOf(part) !== fittedWidth) {
        throw new DataError(
          `standardise: transform got examples of ${widthOf(part)} features, but was fitted on ${fittedWidth}; use data of the same columns.`,
          `standardise：transform 收到的样本有 ${widthOf(part)} 个特征，而拟合时有 ${fittedWidth} 个；请使用列数相同的数据。`,
        );
      }
      finite(part, "transform");
      const x = Float32Array.from(part.x, (value, i) => {
        const feature = i % mean.length;
        const sigma = deviation[feature]!;
        return (value * part.scale - mean[feature]!) / (sigma > 0 ? sigma : 1);
      });
      return dataset({ x, shape: part.shape, y: part.y });
    },
  };
  return scaler;
}
