import type { Point } from "./state.ts";

/** What an observer is told at every reading; the last step of a run is always one. */
export interface Report extends Point {
  /** The steps that the run will have taken when it is done. */
  readonly steps: number;
  /** Seconds since the run began or went on. */
  readonly seconds: number;
  /** Steps taken in these seconds. */
  readonly taken: number;
}

/** A plain function that is told how the run goes: a progress bar, a log, a plot. */
export type Observer = (report: Report) => void | Promise<void>;
