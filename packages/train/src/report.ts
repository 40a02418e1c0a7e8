import type { Point } from "./state.ts";

/** The report to an observer at every reading; the last step of a run always has one. */
export interface Report extends Point {
  /** The total number of steps of the run. */
  readonly steps: number;
  /** Seconds since the run started or resumed. */
  readonly seconds: number;
  /** Steps taken in that time. */
  readonly taken: number;
}

/** A plain function that receives reports on the run: a progress bar, a log, a plot. */
export type Observer = (report: Report) => void | Promise<void>;
