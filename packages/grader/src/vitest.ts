import { inject, test } from "vitest";
import { wantsColor } from "./color.ts";
import { languageOf } from "./language.ts";
import { explainTask } from "./report.ts";
import type { Verdict } from "./verdict.ts";
import type {} from "./vitest-context.ts";

/** The verdict that `labConfig` has begun already, or one made now under any other settings. */
async function verdictOn(folder: string): Promise<Verdict> {
  const graded = inject("graded");
  if (graded?.folder === folder) return graded.verdict;
  const { gradeAndRemember } = await import("./grade-and-remember.ts");
  return gradeAndRemember(folder);
}

/**
 * Grades the lab in a folder and registers one test per task, so that vitest shows and counts them; the progress is
 * saved. The learner's code runs in a process of its own, never inside vitest.
 *
 * @example
 * ```ts
 * // labs/08-adam/lab.test.ts
 * import { gradeHere } from "@downhill/grader/vitest";
 * await gradeHere(import.meta.dirname);
 * ```
 */
export async function gradeHere(folder: string): Promise<void> {
  const verdict = await verdictOn(folder);
  const style = { language: languageOf(process.env), color: wantsColor(process.env, false) };
  for (const [i, task] of verdict.tasks.entries()) {
    test(`${task.id}: ${task.title[style.language]}`, (context) => {
      if (i === 0) context.task.meta.verdict = verdict;
      if (task.status === "passed") return;
      const error = new Error([task.title[style.language], ...explainTask(task, style)].join("\n"));
      error.stack = "";
      throw error;
    });
  }
}
