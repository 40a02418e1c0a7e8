import { type GradeOptions, grade, rootOf } from "./grade.ts";
import { progressOf } from "./progress.ts";
import { saveProgress } from "./progress-file.ts";
import type { Verdict } from "./verdict.ts";

/** Grades the learner's file of a lab and saves the points. */
export async function gradeAndRemember(folder: string, options: GradeOptions = {}): Promise<Verdict> {
  const verdict = await grade(folder, { picture: true, ...options });
  saveProgress(options.root ?? rootOf(folder), progressOf(verdict, new Date().toISOString()));
  return verdict;
}
