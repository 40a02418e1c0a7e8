import { checkOptions } from "@downhill/tensor";
import type { RowSet } from "../splits/part.ts";
import { type Scaler, scaler, type ScalerOptions } from "./scaler.ts";
import type { Unfitted } from "./unfitted.ts";

/**
 * Makes a scaler that turns every feature into one of mean 0 and deviation 1:
 * $x'_{ij} = (x_{ij} - \mu_j) / \sigma_j$, with $\mu_j$ and $\sigma_j$ (dividing by $n$) of the training part.
 *
 * A constant feature is only shifted, not divided.
 *
 * @param options.per `"feature"` (the default), or `"all"` for one mean and deviation of all features
 * @param options.columns which columns of a table; all columns of numbers when left out
 * @returns a scaler to fit once, on a training part; then `state.center` is $\mu$ and `state.spread` is $\sigma$
 * @throws DataError, on fitting, if a value is missing or not finite, or a column does not hold numbers.
 * @example
 * ```ts
 * import { split, standardise, table } from "@downhill/data";
 * import { key } from "@downhill/tensor";
 * const people = table({ age: [20, 30, 40, 50], pulse: [60, 71, 70, 59] });
 * const { train, test } = split(people, { test: 0.25, key: key(0) });
 * const scaler = standardise().fit(train); // fit(test) does not compile
 * const [a, b] = [scaler.transform(train), scaler.transform(test)];
 * ```
 * @see LeCun, Bottou, Orr, Müller, "Efficient BackProp" (1998), §4.3.
 */
export function standardise(options: ScalerOptions = {}): Unfitted<RowSet, Scaler> {
  checkOptions("standardise", options, ["per", "columns"]);
  return scaler("standardise", options, (values) => {
    const [first = 0] = values;
    let constant = true;
    let sum = 0;
    for (const value of values) {
      sum += value;
      constant &&= value === first;
    }
    const center = constant ? first : sum / values.length;
    let squares = 0;
    for (const value of values) squares += (value - center) ** 2;
    const deviation = Math.sqrt(squares / values.length);
    return { center, spread: deviation > 0 ? deviation : 1 };
  });
}
