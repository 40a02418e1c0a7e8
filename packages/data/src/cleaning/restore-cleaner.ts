import { DataError } from "../data-error.ts";
import { filler, type FillState } from "./fill-missing.ts";
import { outlierCleaner, type OutlierState } from "./outliers.ts";
import type { Cleaner } from "./report.ts";

/**
 * Rebuilds a fitted cleaner of any kind from its saved state.
 *
 * @throws DataError if it is not a cleaner's state
 * @example
 * ```ts
 * import { fillMissing, restoreCleaner, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ age: [20, null, 40] }));
 * const saved = JSON.stringify(fillMissing({ age: "median" }).fit(train).state);
 * restoreCleaner(JSON.parse(saved)).clean(train).report.changed; // { age: 1 }
 * ```
 * @see Sculley et al., "Hidden technical debt in machine learning systems", NeurIPS 2015, §2.
 */
export function restoreCleaner<S extends FillState | OutlierState>(state: S): Cleaner<S>;
export function restoreCleaner(state: FillState | OutlierState): Cleaner<FillState> | Cleaner<OutlierState> {
  const found = state as Partial<FillState> | Partial<OutlierState> | null;
  if (Array.isArray(found?.columns) && found.columns.every((column) => typeof column?.name === "string")) {
    if (
      found.kind === "fillMissing" &&
      found.columns.every(({ value }) => typeof value === "string" || Number.isFinite(value))
    ) {
      return filler(state as FillState);
    }
    if (
      found.kind === "outliers" &&
      ["drop", "clip", "missing"].includes(found.action!) &&
      found.columns.every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high) && low <= high)
    ) {
      return outlierCleaner(state as OutlierState);
    }
  }
  throw new DataError("damaged", {
    en: "restoreCleaner: this is not a cleaner's state, or it is damaged; fit the cleaner on the training part again.",
    zh: "restoreCleaner：这不是清洗器的状态，或者已经损坏；请重新在训练集上拟合。",
  });
}
