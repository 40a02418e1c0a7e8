import type { Verdict } from "../judge/verdict.ts";

/** The result of grading, as passed to the tests and the reporter. */
export interface Graded {
  /** Undefined if the lab could not be graded; the notice then gives the reason. */
  readonly verdict?: Verdict;
  /** What the command reported in addition to the verdict. */
  readonly notice: string;
  readonly code: number | null;
}

/** The data that a lab's first test has for the reporter. */
export interface LabMeta {
  graded?: Graded;
}

/** The name under which the settings provide the result of grading. */
export const graded = "graded";

declare module "vitest" {
  interface TaskMeta extends LabMeta {}
  interface ProvidedContext {
    [graded]?: Graded;
  }
}
