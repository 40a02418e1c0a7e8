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
  /**
   * The best first, failed ones last. Metrics are compared at equal budgets only: a trial with a larger budget comes before all with a
   * smaller one, since it got it by being better than others at a smaller one. If the search was stopped in the middle of a rung, its
   * trials have the places of the rung before.
   */
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

/** Larger budgets first, and of equal ones the better metric, then failed trials; equal ones keep their order. */
export const ranked = <T extends Pick<Trial, "trial" | "budget" | "metric">>(
  trials: readonly T[],
  mode: "min" | "max",
): readonly T[] => {
  const sign = mode === "min" ? 1 : -1;
  const keys = ({ trial, budget, metric }: T): readonly number[] =>
    metric === undefined ? [1, 0, 0, trial] : [0, -budget, sign * metric, trial];
  return trials.toSorted((a, b) => {
    const [x, y] = [keys(a), keys(b)];
    return x.map((key, i) => key - y[i]!).find((difference) => difference !== 0) ?? 0;
  });
};

/** The trial as it was before its last result, if it has several: for a rung that not all of its trials have reached. */
export const before = <S extends Space>(trial: Trial<S>): Trial<S> => {
  const last = trial.failure === undefined ? trial.results.at(-2) : undefined;
  return last === undefined ? trial : { ...trial, ...last };
};
