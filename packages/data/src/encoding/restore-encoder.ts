import { DataError } from "../data-error.ts";
import type { Encoder } from "./encoder.ts";
import { fittedLabels, type LabelEncoder, type LabelState } from "./label-encoder.ts";
import { fittedOneHot, type OneHotState } from "./one-hot.ts";
import { fittedOrdinal, type OrdinalState } from "./ordinal.ts";

const areClasses = (classes: unknown): boolean =>
  Array.isArray(classes) &&
  classes.length > 0 &&
  classes.every((each) => typeof each === "string" || Number.isFinite(each)) &&
  new Set(classes).size === classes.length;

/**
 * Rebuilds a fitted encoder of any kind from its saved state.
 *
 * @throws DataError if it is not an encoder's state
 * @example
 * ```ts
 * import { labelEncoder, restoreEncoder, table, trainingPart } from "@downhill/data";
 * const { state } = labelEncoder("animal").fit(trainingPart(table({ animal: ["dog", "cat"] })));
 * const labels = restoreEncoder(JSON.parse(JSON.stringify(state)) as typeof state);
 * labels.decode([0]); // ["cat"]
 * ```
 * @see Sculley et al., "Hidden technical debt in machine learning systems", NeurIPS 2015, §2.
 */
export function restoreEncoder(state: LabelState): LabelEncoder;
export function restoreEncoder(state: OneHotState): Encoder<OneHotState>;
export function restoreEncoder(state: OrdinalState): Encoder<OrdinalState>;
export function restoreEncoder(
  state: LabelState | OneHotState | OrdinalState,
): LabelEncoder | Encoder<OneHotState> | Encoder<OrdinalState> {
  const found = state as Partial<typeof state> | null;
  if (found?.kind === "labels" && areClasses(found.classes) && typeof found.column === "string") {
    return fittedLabels(state as LabelState);
  }
  if (
    (found?.kind === "oneHot" || found?.kind === "ordinal") &&
    Array.isArray(found.columns) &&
    ["refuse", found.kind === "oneHot" ? "zeros" : "missing"].includes(found.unseen!) &&
    found.columns.every((column) => typeof column?.name === "string" && areClasses(column.categories))
  ) {
    return found.kind === "oneHot"
      ? fittedOneHot(state as OneHotState)
      : fittedOrdinal(state as OrdinalState);
  }
  throw new DataError("damaged", {
    en: "restoreEncoder: this is not an encoder's state, or it is damaged; fit the encoder on the training part again.",
    zh: "restoreEncoder：这不是编码器的状态，或者已经损坏；请重新在训练集上拟合。",
  });
}
