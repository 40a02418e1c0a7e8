import type { Verdict } from "./verdict.ts";

declare module "vitest" {
  interface TaskMeta {
    /** The whole verdict, on the first test of a lab, for the reporter. */
    verdict?: Verdict;
  }
  interface ProvidedContext {
    /** The verdict that the settings asked for while vitest was still starting, with the folder it is about. */
    graded?: { readonly folder: string; readonly verdict: Verdict };
  }
}
