import type { Verdict } from "../judge/verdict.ts";

/** What grading came to, as the tests and the reporter get it. */
export interface Graded {
  /** Undefined where the lab could not be graded; the notice then says why. */
  readonly verdict?: Verdict;
  /** What the command reported in addition to the verdict. */
  readonly notice: string;
  readonly code: number | null;
}

/** What a lab's first test carries for the reporter. */
export interface LabMeta {
  graded?: Graded;
}

/** The name under which the settings provide what grading came to. */
export const graded = "graded";

declare module "vitest" {
  interface TaskMeta extends LabMeta {}
  interface ProvidedContext {
    [graded]?: Graded;
  }
}
