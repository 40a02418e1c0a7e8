import { checkOptions } from "@downhill/tensor";
import { listGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import type { RowSet } from "../splits/part.ts";
import { quantile } from "./quantile.ts";
import { type Scaler, scaler, type ScalerOptions } from "./scaler.ts";
import type { Unfitted } from "./unfitted.ts";

/**
 * Makes a scaler that is robust to a few extreme values: $x'_{ij} = (x_{ij} - \operatorname{median}_j) / (Q_j(b) -
 * Q_j(a))$ with the quantiles $Q_j$ of the training part, by default the quartiles.
 *
 * A feature whose quantiles are equal is only shifted, not divided.
 *
 * @param options.quantiles $[a, b]$ with $0 \le a < b \le 1$; 0.25 and 0.75 when left out
 * @param options.per `"feature"` (the default), or `"all"` for one median of all features
 * @param options.columns which columns of a table; all columns of numbers when left out
 * @throws DataError when the quantiles are not in order between 0 and 1
 * @example
 * ```ts
 * import { robust, table, trainingPart } from "@downhill/data";
 * const scaler = robust().fit(trainingPart(table({ wage: [1, 2, 3, 4, 1000] })));
 * scaler.state.center; // [3]
 * scaler.state.spread; // [2]
 * ```
 * @see Huber and Ronchetti, "Robust Statistics", 2nd ed., 2009, §5.1.
 */
export function robust(
  options: ScalerOptions & { readonly quantiles?: readonly [number, number] } = {},
): Unfitted<RowSet, Scaler> {
  const { quantiles = [0.25, 0.75] } = checkOptions("robust", options, ["quantiles", "per", "columns"]);
  listGiven("robust", "quantiles", quantiles, "[0.25, 0.75]");
  const [a, b] = quantiles;
  if (!(Number.isFinite(a) && Number.isFinite(b) && 0 <= a && a < b && b <= 1)) {
    throw new DataError("out-of-range", {
      en: `robust: the quantiles ${a} and ${b} must increase within 0 to 1, for example 0.25 and 0.75.`,
      zh: `robust：分位点 ${a} 与 ${b} 须在 0 到 1 之间递增，例如 0.25 与 0.75。`,
    });
  }
  return scaler("robust", options, (values) => {
    const sorted = values.toSorted();
    const spread = quantile(sorted, b) - quantile(sorted, a);
    return { center: quantile(sorted, 0.5), spread: spread > 0 ? spread : 1 };
  });
}
