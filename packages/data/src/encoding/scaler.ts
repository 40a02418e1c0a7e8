import { namesGiven, rowSetGiven } from "../given.ts";
import { checkChoice } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import type { Changed, RowSet } from "../splits/part.ts";
import { type Features, featuresOf, withFeatures } from "./features.ts";
import { type Unfitted, unfitted } from "./unfitted.ts";

const kinds = ["standardise", "minMax", "robust"] as const;

/** What a scaler learned, as plain data that survives JSON. */
export interface ScalerState {
  readonly kind: (typeof kinds)[number];
  /** The columns it scales, or null if it was fitted on a data set. */
  readonly columns: readonly string[] | null;
  /** The number of values in a row. */
  readonly width: number;
  /** $c_j$, one per feature, or one for all. */
  readonly center: readonly number[];
  /** $s_j$, one per feature, or one for all; 1 for a constant feature. */
  readonly spread: readonly number[];
}

/** Shifts and scales by numbers learned from the training part. */
export interface Scaler {
  readonly state: ScalerState;
  /**
   * $x'_{ij} = (x_{ij} - c_j) / s_j$; the part keeps its name.
   * @throws DataError when the part has other columns, or a value is missing or not finite
   */
  readonly transform: <P extends RowSet>(part: P) => Changed<P>;
  /**
   * $x_{ij} = x'_{ij} s_j + c_j$: predictions back in their original units.
   * @throws DataError when the part has other columns, or a value is missing or not finite
   */
  readonly inverse: <P extends RowSet>(part: P) => Changed<P>;
}

/** What a scaler works on. */
export interface ScalerOptions {
  /**
   * `"feature"` (the default) scales each feature separately; `"all"` scales all by the same amount, which keeps an
   * image's pixels comparable.
   */
  readonly per?: "feature" | "all";
  /** The columns of a table; all columns of numbers when left out. */
  readonly columns?: readonly string[];
}

/** A scaler that learns $c$ and $s$ of each feature from its values. */
export function scaler(
  kind: ScalerState["kind"],
  { per = "feature", columns: chosen }: ScalerOptions,
  learn: (values: Float64Array) => { readonly center: number; readonly spread: number },
): Unfitted<RowSet, Scaler> {
  checkChoice(kind, "per", per, ["feature", "all"]);
  if (chosen !== undefined) namesGiven(kind, "columns", chosen);
  return unfitted(kind, (train) => {
    const columns =
      "columns" in train
        ? (chosen ?? train.names.filter((name) => train.columns[name]!.kind === "number"))
        : null;
    const found = featuresOf(kind, train, columns);
    const { width } = found;
    const features = per === "all" ? 1 : width;
    const learnt = Array.from({ length: features }, (_, j) => {
      const values = new Float64Array(found.length / features);
      for (let i = 0; i < values.length; i++) values[i] = found.at(i * features + j);
      return learn(values);
    });
    return fittedScaler({
      kind,
      columns,
      width,
      center: learnt.map(({ center }) => center),
      spread: learnt.map(({ spread }) => spread),
    });
  });
}

function fittedScaler(state: ScalerState): Scaler {
  const { kind, columns, width, center, spread } = state;
  const features = (part: RowSet): Features => {
    rowSetGiven(kind, part);
    if ("columns" in part === (columns === null)) {
      throw new DataError("type-mismatch", {
        en: `${kind}: it was fitted on a ${columns === null ? "data set" : "table"} and got a ${columns === null ? "table" : "data set"}; for all parts, transform either before or after toDataset.`,
        zh: `${kind}：拟合时用的是${columns === null ? "数据集" : "表格"}，现在给的却是${columns === null ? "表格" : "数据集"}；各部分应统一在 toDataset 之前或之后变换。`,
      });
    }
    const found = featuresOf(kind, part, columns);
    if (found.width === width) return found;
    throw new DataError("shape-mismatch", {
      en: `${kind}: rows have ${found.width} features, but it was fitted on ${width}; use data with the same columns.`,
      zh: `${kind}：每行有 ${found.width} 个特征，而拟合时有 ${width} 个；请使用列数相同的数据。`,
    });
  };
  const applied = <P extends RowSet>(part: P, fn: (value: number, j: number) => number): Changed<P> => {
    const { at } = features(part);
    return withFeatures(part, columns, (i) => fn(at(i), i % center.length));
  };
  return {
    state,
    transform: (part) => applied(part, (value, j) => (value - center[j]!) / spread[j]!),
    inverse: (part) => applied(part, (value, j) => value * spread[j]! + center[j]!),
  };
}

/**
 * Rebuilds a fitted scaler of any kind from its saved state.
 *
 * @throws DataError if it is not a scaler's state
 * @example
 * ```ts
 * import { restoreScaler, standardise, table, trainingPart } from "@downhill/data";
 * const train = trainingPart(table({ age: [20, 40] }));
 * const saved = JSON.stringify(standardise().fit(train).state);
 * restoreScaler(JSON.parse(saved)).transform(train).columns.age?.values; // [-1, 1]
 * ```
 * @see Sculley et al., "Hidden technical debt in machine learning systems", NeurIPS 2015, §2: one code path for training and
 * serving.
 */
export function restoreScaler(state: ScalerState): Scaler {
  const found = state as ScalerState | null | undefined;
  const { kind, columns, width, center, spread } = found ?? ({} as ScalerState);
  const lists =
    Array.isArray(center) && Array.isArray(spread) && (columns === null || Array.isArray(columns));
  if (
    lists &&
    kinds.includes(kind) &&
    (columns === null || columns.length === width) &&
    (columns ?? []).every((name) => typeof name === "string") &&
    [1, width].includes(center.length) &&
    spread.length === center.length &&
    [...center, ...spread].every((value) => Number.isFinite(value)) &&
    !spread.includes(0)
  ) {
    return fittedScaler(state);
  }
  throw new DataError("damaged", {
    en: "restoreScaler: this is not a scaler's state, or it is damaged; fit the scaler on the training part again.",
    zh: "restoreScaler：这不是缩放器的状态，或者已经损坏；请重新在训练集上拟合。",
  });
}
