import type { Which } from "./graded-file.ts";
import type { Lab, Task, Text } from "./lab.ts";
import type { Comparison, Failure, Misconception, Place } from "./verdict.ts";

/** A task as data: everything but its check. */
export type TaskCard = Omit<Task<unknown>, "check"> & { readonly check?: undefined };

/** A manifest as data, so that it can travel between processes. */
export type LabCard = Omit<Lab, "tasks" | "picture"> & {
  readonly tasks: readonly TaskCard[];
  readonly draws: boolean;
};

/** What the grading process is asked to do: a line of JSON on its standard input for each file. */
export interface Request {
  readonly which: Which;
  /** Tasks to leave alone: finished earlier, or the one that looped. */
  readonly skip: readonly string[];
  readonly misconceptions: boolean;
  /** Milliseconds to spend on looking for known mistakes. */
  readonly patience: number;
  /** Whether to draw the lab's picture when every task passed. */
  readonly picture: boolean;
}

/** What the grading process reports, one line of JSON each, appended to a file that survives its being killed. */
export type Event =
  | { readonly type: "lab"; readonly lab: LabCard }
  | { readonly type: "lab-broken"; readonly problem: Text }
  | { readonly type: "request" }
  | { readonly type: "file"; readonly path: string; readonly sha256: string | null }
  | { readonly type: "exports"; readonly names: readonly string[] }
  | { readonly type: "file-failed"; readonly failure: Failure }
  | { readonly type: "task"; readonly id: string }
  | {
      readonly type: "task-done";
      readonly id: string;
      readonly notWritten: boolean;
      readonly failure: Failure | null;
      readonly comparisons: number;
      readonly notes: readonly Text[];
    }
  | { readonly type: "matching" }
  | { readonly type: "misconceptions"; readonly task: string; readonly matches: readonly Misconception[] }
  | { readonly type: "picture"; readonly file: string }
  | { readonly type: "exit-called"; readonly code: string; readonly at: Place | null }
  | { readonly type: "stalled" }
  | { readonly type: "done" };

/** The events of each request, in order; what came before the first request is left out. */
export function eventsByRequest(events: readonly Event[]): readonly (readonly Event[])[] {
  const parts: Event[][] = [];
  for (const event of events) {
    if (event.type === "request") parts.push([]);
    else parts.at(-1)?.push(event);
  }
  return parts;
}

/** The first comparison that failed, as a failure. */
export const failureOf = (comparison: Comparison): Failure => ({
  kind: "difference",
  sentence: comparison.sentence ?? comparison.what,
  comparison,
});
