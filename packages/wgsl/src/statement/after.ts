import type { Value } from "../value/value.ts";
import { pausing, type Run } from "./outcome.ts";

/** Runs something with a value, after any barrier that the value waits at. */
export function after({ before }: Value, run: Run): Run {
  if (before === undefined && run.pausing === undefined) return run;
  return pausing(function* () {
    if (before !== undefined) yield* before();
    return run.pausing === undefined ? run() : yield* run.pausing();
  });
}
