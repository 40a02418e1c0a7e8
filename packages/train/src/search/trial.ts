import type { Failure } from "./journal.ts";
import type { Configuration, Space } from "./space.ts";

/** The information for a trial in addition to its configuration. */
export interface TrialRun {
  /** Its number, counted from 0. */
  readonly trial: number;
  /** The total amount to train, in a unit of your choice, such as epochs. */
  readonly budget: number;
  /** The amount already trained; it continues from there. Initially 0. */
  readonly before: number;
  /** Its own seed: the same for the same trial of the same search. */
  readonly seed: number;
  /** Its own folder for checkpoints; undefined if the search has none. */
  readonly folder: string | undefined;
  /** Aborted together with the search. */
  readonly signal: AbortSignal | undefined;
}

/** Trains a configuration and returns its metric, which must be measured on data not used for training. */
export type TrialFunction<S extends Space> = (
  configuration: Configuration<S>,
  run: TrialRun,
) => number | Promise<number>;

/** A configuration that was tried. */
export interface Trial<S extends Space = Space> {
  readonly trial: number;
  /** The number of its bracket, counted from 0. */
  readonly bracket: number;
  readonly configuration: Configuration<S>;
  /** Its result after each of its rungs. */
  readonly results: readonly { readonly budget: number; readonly metric: number }[];
  /** The largest budget it had. */
  readonly budget: number;
  /** The metric at that budget; undefined if it failed. */
  readonly metric: number | undefined;
  readonly failure: Failure | undefined;
}

/** The result of a search. */
export interface SearchResult<S extends Space = Space> {
  /** The best first, failed ones last. */
  readonly trials: readonly Trial<S>[];
  /** The first of them; undefined if all failed. */
  readonly best: Trial<S> | undefined;
  /** False when it was stopped by its signal. */
  readonly finished: boolean;
  /** The total amount trained, in the unit of the budgets; trials that continue count only the new part. */
  readonly spent: number;
  readonly mode: "min" | "max";
  readonly space: S;
}

/** Better ones first, then failed ones; equal ones keep their order. */
export const ranked = <T extends { readonly trial: number; readonly metric: number | undefined }>(
  trials: readonly T[],
  mode: "min" | "max",
): readonly T[] => {
  const sign = mode === "min" ? 1 : -1;
  const worth = ({ metric }: T): number => (metric === undefined ? Infinity : sign * metric);
  return trials.toSorted((a, b) => {
    const [x, y] = [worth(a), worth(b)];
    return x < y ? -1 : x > y ? 1 : a.trial - b.trial;
  });
};
