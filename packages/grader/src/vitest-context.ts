import type { LabTests } from "./lab-tests.ts";
import type { Verdict } from "./verdict.ts";

declare module "vitest" {
  interface TaskMeta {
    /** The whole verdict, on the first test of a lab, for the reporter. */
    verdict?: Verdict;
  }
  interface ProvidedContext {
    /** The outcome that the settings asked for while vitest was still starting. */
    graded?: LabTests;
  }
}
