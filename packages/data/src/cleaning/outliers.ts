import { checkChoice, checkOptions } from "@downhill/tensor";
import { namesGiven } from "../given.ts";
import { asGiven } from "../as-given.ts";
import { DataError } from "../data-error.ts";
import { quantile } from "../encoding/quantile.ts";
import { type Unfitted, unfitted } from "../encoding/unfitted.ts";
import { type Column, numbersOf, type Table } from "../table.ts";
import { withColumns } from "../with-columns.ts";
import { keptRows } from "./kept-rows.ts";
import { changedCells, type Cleaner } from "./report.ts";

/** What {@link outliers} learned: the bounds of each column's ordinary values. */
export interface OutlierState {
  readonly kind: "outliers";
  readonly action: "drop" | "clip" | "missing";
  readonly columns: readonly { readonly name: string; readonly low: number; readonly high: number }[];
}

/**
 * Makes a cleaner for values that lie far from the rest of the training part. An ordinary value lies between
 *
 * $$Q_{1/4} - k\,(Q_{3/4} - Q_{1/4}) \;\text{ and }\; Q_{3/4} + k\,(Q_{3/4} - Q_{1/4}) \quad\text{(iqr)}, \qquad
 * \mu - k\,\sigma \;\text{ and }\; \mu + k\,\sigma \quad\text{(zScore)}.$$
 *
 * A few extreme values move $\mu$ and $\sigma$ enough to hide themselves; quartiles barely move. Missing values are
 * left alone.
 *
 * @param options.columns columns of numbers
 * @param options.by `"iqr"` (the default) or `"zScore"`, with $\sigma$ dividing by $n$
 * @param options.factor $k$; 1.5 for iqr and 3 for zScore when left out
 * @param options.action `"drop"` the row (the default), `"clip"` to the nearest ordinary value, or make it `"missing"`
 * @throws DataError when the factor is not positive; when fitted, for a column that does not exist, holds texts or has
 * no value
 * @example
 * ```ts
 * import { outliers, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ wage: [5, 6, 7, 8, 9, 400] }));
 * const cleaner = outliers({ columns: ["wage"], action: "clip" }).fit(train);
 * const { table: tamed, report } = cleaner.clean(train);
 * tamed.columns.wage?.values; // [5, 6, 7, 8, 9, 12.5]
 * report.changed; // { wage: 1 }
 * ```
 * @see Tukey, "Exploratory Data Analysis", 1977, §2C.
 */
export function outliers(options: {
  readonly columns: readonly string[];
  readonly by?: "iqr" | "zScore";
  readonly factor?: number;
  readonly action?: OutlierState["action"];
}): Unfitted<Table, Cleaner<OutlierState>> {
  const {
    columns,
    by = "iqr",
    action = "drop",
    factor = by === "iqr" ? 1.5 : 3,
  } = checkOptions("outliers", options, ["columns", "by", "factor", "action"]);
  namesGiven("outliers", "columns", columns);
  checkChoice("outliers", "by", by, ["iqr", "zScore"]);
  checkChoice("outliers", "action", action, ["drop", "clip", "missing"]);
  if (!(Number.isFinite(factor) && factor > 0)) {
    throw new DataError("out-of-range", {
      en: `outliers: factor is ${asGiven(factor)}; give a positive number, such as 1.5 for iqr or 3 for zScore.`,
      zh: `outliers：factor 是 ${asGiven(factor)}；请给出正数，例如 iqr 用 1.5，zScore 用 3。`,
    });
  }
  const limits = by === "iqr" ? byQuartiles : byDeviation;
  return unfitted("outliers", (train) =>
    outlierCleaner({
      kind: "outliers",
      action,
      columns: columns.map((name) => {
        const values = numbersOf(train, name).filter((value) => value !== null);
        if (values.length > 0) return { name, ...limits(Float64Array.from(values).sort(), factor) };
        throw new DataError("empty", {
          en: `outliers: the training part has no value in column "${name}"; leave the column out.`,
          zh: `outliers：训练集的“${name}”列没有任何值；请去掉这一列。`,
        });
      }),
    }),
  );
}

function byQuartiles(sorted: Float64Array, factor: number) {
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  return { low: q1 - factor * (q3 - q1), high: q3 + factor * (q3 - q1) };
}

function byDeviation(values: Float64Array, factor: number) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sigma = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { low: mean - factor * sigma, high: mean + factor * sigma };
}

/** The cleaner of a state. */
export function outlierCleaner(state: OutlierState): Cleaner<OutlierState> {
  const limits = new Map(state.columns.map((column) => [column.name, column]));
  const isOut = (value: number | null, { low, high }: { low: number; high: number }) =>
    value !== null && (value < low || value > high);
  return {
    state,
    clean(part) {
      const looked = state.columns.map((column) => ({ ...column, values: numbersOf(part, column.name) }));
      if (state.action === "drop") {
        const names = state.columns.map(({ name }) => name).join(", ");
        return keptRows(
          "outliers",
          part,
          (row) => looked.some((column) => isOut(column.values[row]!, column)),
          { en: `with an outlier in ${names}`, zh: `${names} 中有离群值的` },
        );
      }
      const changed = Object.fromEntries(
        looked.map((column) => [column.name, column.values.filter((value) => isOut(value, column)).length]),
      );
      const tame = (value: number | null, column: { low: number; high: number }): number | null => {
        if (!isOut(value, column)) return value;
        return state.action === "missing" ? null : Math.min(Math.max(value!, column.low), column.high);
      };
      const tamed = looked.map((column): readonly [string, Column] => [
        column.name,
        { kind: "number", values: column.values.map((value) => tame(value, column)) },
      ]);
      return {
        table: withColumns(part, new Map(tamed)),
        report: changedCells(part.size, changed, (name) => {
          const { low, high } = limits.get(name)!;
          return state.action === "missing"
            ? { en: "to missing", zh: "记为缺失" }
            : { en: `to ${low} or ${high}`, zh: `截断为 ${low} 或 ${high}` };
        }),
      };
    },
  };
}
