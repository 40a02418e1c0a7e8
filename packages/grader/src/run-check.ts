import type { Fingerprint } from "./fingerprint.ts";
import type { Task, Text } from "./lab.ts";
import { Recorder } from "./recorder.ts";
import { isNotWritten } from "./todo.ts";
import type { Comparison } from "./verdict.ts";

/** One run of one task's check on one module. */
export interface CheckRun {
  readonly comparisons: readonly Comparison[];
  readonly fingerprint: Fingerprint;
  readonly notes: readonly Text[];
  /** What ended the check early, wrapped so that a thrown undefined still counts. */
  readonly thrown: { readonly error: unknown } | null;
  /** Names that the check asked of the module and did not find. */
  readonly missing: readonly string[];
}

/** Lets a check use a module, and notes which of its missing exports the check asked for. */
function watched(module: object, missing: Set<string>): object {
  return new Proxy(module, {
    get(target, key, receiver) {
      if (typeof key === "string" && key !== "then" && !(key in target)) missing.add(key);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Errors that arrive outside the call that caused them: rejected promises, callbacks of timers. */
export interface StrayErrors {
  take(): { readonly error: unknown } | null;
}

/** Runs a check to its end, whatever the module does, short of leaving or blocking the process. */
export async function runCheck(module: object, task: Task<unknown>, stray: StrayErrors): Promise<CheckRun> {
  const recorder = new Recorder();
  const missing = new Set<string>();
  let thrown: CheckRun["thrown"] = null;
  stray.take();
  try {
    await task.check(watched(module, missing), recorder);
  } catch (error) {
    thrown = { error };
  }
  await nextTurn();
  thrown ??= stray.take();
  const kind = thrown === null ? null : thrown.error instanceof Error ? thrown.error.name : "thrown";
  return {
    comparisons: recorder.comparisons,
    fingerprint: { answers: recorder.answers, threw: kind },
    notes: recorder.notes,
    thrown,
    missing: [...missing],
  };
}

/** True when the check ran into code that a starter has not filled in. */
export const endedUnwritten = (run: CheckRun): boolean =>
  run.thrown !== null && isNotWritten(run.thrown.error);
