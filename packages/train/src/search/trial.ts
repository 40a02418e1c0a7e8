import type { Failure } from "./journal.ts";
import type { Configuration, Space } from "./space.ts";

/** What a trial is told besides its configuration. */
export interface TrialRun {
  /** Its number, from 0 on. */
  readonly trial: number;
  /** How long it is to have been trained in all, in a unit of one's own, such as epochs. */
  readonly budget: number;
  /** How long it was trained before; it goes on from there. 0 at first. */
  readonly before: number;
  /** A seed of its own: the same for the same trial of the same search. */
  readonly seed: number;
  /** A folder of its own for checkpoints; none where the search has none. */
  readonly folder: string | undefined;
  /** Aborted when the search is. */
  readonly signal: AbortSignal | undefined;
}

/** Trains a configuration and answers its metric, which must be of data that the training does not see. */
export type TrialFunction<S extends Space> = (
  configuration: Configuration<S>,
  run: TrialRun,
) => number | Promise<number>;

/** A configuration that was tried. */
export interface Trial<S extends Space = Space> {
  readonly trial: number;
  /** The number of its race, from 0 on. */
  readonly bracket: number;
  readonly configuration: Configuration<S>;
  /** What it came to after each rung that it was in. */
  readonly results: readonly { readonly budget: number; readonly metric: number }[];
  /** The largest budget it had. */
  readonly budget: number;
  /** The metric at that budget; undefined where it failed. */
  readonly metric: number | undefined;
  readonly failure: Failure | undefined;
}

/** What a search found. */
export interface SearchResult<S extends Space = Space> {
  /** The best first, those that failed last. */
  readonly trials: readonly Trial<S>[];
  /** The first of them; undefined where all failed. */
  readonly best: Trial<S> | undefined;
  /** False when it was stopped by its signal. */
  readonly finished: boolean;
  /** What all trials were trained, in the unit of their budgets; trials that go on pay only for what is new. */
  readonly spent: number;
  readonly mode: "min" | "max";
  readonly space: S;
}

/** The better first, then those that failed; equals in their order. */
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
