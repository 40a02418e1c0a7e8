import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sameFingerprint } from "./fingerprint.ts";
import type { Lab, Task } from "./lab.ts";
import { type CheckRun, runCheck, type StrayErrors } from "./run-check.ts";
import type { Misconception } from "./verdict.ts";

/**
 * Runs a failed task's check on each known mistake of that task and names those whose answers equal the learner's.
 * Mistakes that fail nothing, cannot be loaded, or come after the deadline are left out.
 */
export async function matchingMistakes(
  lab: Lab,
  folder: string,
  task: Task<unknown>,
  run: CheckRun,
  stray: StrayErrors,
  deadline: number,
): Promise<readonly Misconception[]> {
  if (run.comparisons.every((comparison) => comparison.ok)) return [];
  const matches: Misconception[] = [];
  for (const { id, name, explanation } of lab.mistakes.filter((mistake) => mistake.task === task.id)) {
    if (performance.now() > deadline) break;
    const file = path.join(folder, "mistakes", `${id}.ts`);
    if (!existsSync(file)) continue;
    try {
      const other = await runCheck((await import(pathToFileURL(file).href)) as object, task, stray);
      const wrong = other.comparisons.some((comparison) => !comparison.ok);
      if (wrong && sameFingerprint(run.fingerprint, other.fingerprint))
        matches.push({ id, name, explanation });
    } catch {
      continue;
    }
  }
  return matches;
}
