import { checkOptions } from "@downhill/tensor";
import { listGiven } from "../given.ts";
import { DataError } from "../data-error.ts";
import type { RowSet } from "../splits/part.ts";
import { type Scaler, scaler, type ScalerOptions } from "./scaler.ts";
import type { Unfitted } from "./unfitted.ts";

/**
 * Makes a scaler that maps every feature of the training part to the range from $a$ to $b$:
 * $x'_{ij} = a + (b - a)\,(x_{ij} - \min_i x_{ij}) / (\max_i x_{ij} - \min_i x_{ij})$.
 *
 * Values of other parts may lie outside the range; they are not clipped. A constant feature becomes $a$.
 *
 * @param options.range $[a, b]$, from 0 to 1 when left out
 * @param options.per `"feature"` (the default), or `"all"` for one range of all features
 * @param options.columns which columns of a table; all columns of numbers when left out
 * @throws DataError when the range is empty or not finite
 * @example
 * ```ts
 * import { minMax, table, trainingPart } from "@downhill/data";
 * const scaler = minMax().fit(trainingPart(table({ age: [20, 40] })));
 * scaler.transform(table({ age: [25, 50] })).columns.age?.values; // [0.25, 1.5]
 * ```
 * @see Han, Kamber and Pei, "Data Mining: Concepts and Techniques", 3rd ed., §3.5.2.
 */
export function minMax(
  options: ScalerOptions & { readonly range?: readonly [number, number] } = {},
): Unfitted<RowSet, Scaler> {
  const { range = [0, 1] } = checkOptions("minMax", options, ["range", "per", "columns"]);
  listGiven("minMax", "range", range, "[0, 1]");
  const [a, b] = range;
  if (!(Number.isFinite(a) && Number.isFinite(b) && b > a)) {
    throw new DataError("empty-range", {
      en: `minMax: the range from ${a} to ${b} is empty; give the smaller end first, for example [0, 1].`,
      zh: `minMax：从 ${a} 到 ${b} 不成区间；请先给较小的一端，例如 [0, 1]。`,
    });
  }
  return scaler("minMax", options, (values) => {
    const least = values.reduce((x, y) => Math.min(x, y));
    const length = values.reduce((x, y) => Math.max(x, y)) - least;
    const spread = (length > 0 ? length : 1) / (b - a);
    return { center: least - a * spread, spread };
  });
}
