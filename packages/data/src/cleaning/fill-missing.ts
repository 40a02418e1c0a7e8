import { checkChoice, checkForm, checkOptions } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { quantile } from "../encoding/quantile.ts";
import { type Unfitted, unfitted } from "../encoding/unfitted.ts";
import { type Column, columnOf, numbersOf, type Table } from "../table.ts";
import { withColumns } from "../with-columns.ts";
import { changedCells, type Cleaner } from "./report.ts";

/** What to write where a value is missing: a statistic of the training part, or a constant. */
export type Filling = "mean" | "median" | "mode" | { readonly constant: number | string };

/** What {@link fillMissing} learned: the value to write, by column. */
export interface FillState {
  readonly kind: "fillMissing";
  readonly columns: readonly { readonly name: string; readonly value: number | string }[];
}

/**
 * Makes a cleaner that fills missing values with the mean, the median or the most frequent value of the training part,
 * or with a constant. If several values are equally frequent, it takes the smallest.
 *
 * A filled column varies less than the true one; if it matters that a value was missing, add a column that records it.
 *
 * @param how for each column, what to fill it with
 * @throws DataError when fitted, for the mean or median of a text column, a constant of the wrong kind, or a column
 * without any value
 * @example
 * ```ts
 * import { fillMissing, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ age: [20, null, 40], sex: ["f", "f", null] }));
 * const filler = fillMissing({ age: "mean", sex: { constant: "unknown" } }).fit(train);
 * const { table: filled, report } = filler.clean(train);
 * filled.columns.age?.values; // [20, 30, 40]
 * report.describe(); // "2 cells changed in 3 rows: 1 in \"age\" to 30, 1 in \"sex\" to unknown."
 * ```
 * @see Little and Rubin, "Statistical Analysis with Missing Data", 3rd ed., 2019, §4.2, mean imputation.
 */
export function fillMissing(how: Readonly<Record<string, Filling>>): Unfitted<Table, Cleaner<FillState>> {
  checkForm("fillMissing", "how", how, "record", {
    en: 'give a filling for each column, such as { age: "mean" }.',
    zh: '请为各列给出填补方式，例如 { age: "mean" }。',
  });
  for (const [name, filling] of Object.entries(how)) {
    if (typeof filling === "object") checkOptions("fillMissing", filling, ["constant"], name);
    else checkChoice("fillMissing", name, filling, ["mean", "median", "mode"]);
  }
  return unfitted("fillMissing", (train) =>
    filler({
      kind: "fillMissing",
      columns: Object.entries(how).map(([name, filling]) => ({ name, value: learn(train, name, filling) })),
    }),
  );
}

function learn(train: Table, name: string, filling: Filling): number | string {
  const { kind } = columnOf(train, name);
  if (typeof filling === "object") {
    const fits = kind === "number" ? Number.isFinite(filling.constant) : typeof filling.constant === "string";
    if (fits) return filling.constant;
    throw new DataError("type-mismatch", {
      en: `fillMissing: ${JSON.stringify(filling.constant)} cannot fill "${name}", a column of ${kind}s; give a ${kind === "number" ? "finite number" : "text"}.`,
      zh: `fillMissing：${JSON.stringify(filling.constant)} 不能填入${kind === "number" ? "数值" : "文本"}列“${name}”；请给出${kind === "number" ? "有限数" : "文本"}。`,
    });
  }
  const present: readonly (number | string)[] = (
    filling === "mode" ? columnOf(train, name).values : numbersOf(train, name)
  ).filter((value) => value !== null);
  if (present.length === 0) {
    throw new DataError("empty", {
      en: `fillMissing: the training part has no value in column "${name}", so it has no ${filling}; fill it with a constant, or leave the column out.`,
      zh: `fillMissing：训练集的“${name}”列没有任何值，无从求${{ mean: "均值", median: "中位数", mode: "众数" }[filling]}；请用常数填补，或去掉这一列。`,
    });
  }
  if (filling === "mode") return modeOf(present);
  const values = Float64Array.from(present as readonly number[]);
  if (filling === "median") return quantile(values.sort(), 0.5);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function modeOf(values: readonly (number | string)[]): number | string {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b));
  const modes = [...counts].filter(([, count]) => count === most).map(([value]) => value);
  return modes.reduce((least, value) => (value < least ? value : least));
}

/** The cleaner of a state. */
export function filler(state: FillState): Cleaner<FillState> {
  const fillings = new Map(state.columns.map(({ name, value }) => [name, value]));
  return {
    state,
    clean(part) {
      const filled = state.columns.map(({ name, value }): readonly [string, Column] => {
        const { kind, values } = columnOf(part, name);
        if ((kind === "number") !== (typeof value === "number")) {
          throw new DataError("type-mismatch", {
            en: `fillMissing: column "${name}" holds ${kind}s, but was fitted on ${kind === "number" ? "texts" : "numbers"}; read all parts with the same column types.`,
            zh: `fillMissing：“${name}”列是${kind === "number" ? "数值" : "文本"}，拟合时却是${kind === "number" ? "文本" : "数值"}；请以相同的类型读取各部分。`,
          });
        }
        return [name, { kind, values: values.map((cell) => cell ?? value) } as Column];
      });
      const gaps = (name: string) => part.columns[name]!.values.filter((cell) => cell === null).length;
      const changed = Object.fromEntries(state.columns.map(({ name }) => [name, gaps(name)]));
      return {
        table: withColumns(part, new Map(filled)),
        report: changedCells(part.size, changed, (name) => ({
          en: `to ${fillings.get(name)}`,
          zh: `填为 ${fillings.get(name)}`,
        })),
      };
    },
  };
}
