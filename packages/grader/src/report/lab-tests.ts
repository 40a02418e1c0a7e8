import { wantsColor } from "./color.ts";
import { gradeAndRemember } from "./grade-and-remember.ts";
import { languageOf } from "./language.ts";
import { explainTask } from "./report.ts";
import type { Verdict } from "./verdict.ts";

/** A graded lab as a test runner shows it: a test per task, with what is wrong or null. */
export interface LabTests {
  readonly folder: string;
  readonly verdict: Verdict;
  readonly tests: readonly { readonly name: string; readonly problem: string | null }[];
}

/** Grades the lab in a folder, saves the progress and words the outcome as tests. */
export async function labTests(folder: string): Promise<LabTests> {
  const verdict = await gradeAndRemember(folder);
  const style = { language: languageOf(process.env), color: wantsColor(process.env, false) };
  const tests = verdict.tasks.map((task) => {
    const title = task.title[style.language];
    const problem = task.status === "passed" ? null : [title, ...explainTask(task, style)].join("\n");
    return { name: `${task.id}: ${title}`, problem };
  });
  return { folder, verdict, tests };
}
