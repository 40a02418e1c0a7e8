import type { LabTests } from "./lab-tests.ts";
import type { Verdict } from "./verdict.ts";

/** What a lab's first test carries for the reporter. */
export interface LabMeta {
  verdict?: Verdict;
}

/** The name under which the settings provide the outcome that they asked for while vitest was still starting. */
export const graded = "graded";

declare module "vitest" {
  interface TaskMeta extends LabMeta {}
  interface ProvidedContext {
    [graded]?: LabTests;
  }
}
