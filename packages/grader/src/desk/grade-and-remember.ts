import path from "node:path";
import { grade, type GradeOptions } from "../judge/grade.ts";
import type { Verdict } from "../judge/verdict.ts";
import { readLab } from "../lab/read-lab.ts";
import { layOut } from "./desk.ts";
import { NotSaved } from "./not-saved.ts";
import { progressOf } from "./progress.ts";
import { saveProgress } from "./progress-file.ts";

/**
 * Grades the learner's file of a lab, which is created if it is missing, and saves the points; if they cannot be
 * saved, the verdict is still returned.
 */
export async function gradeAndRemember(folder: string, options: GradeOptions = {}): Promise<Verdict> {
  const lab = path.resolve(folder);
  layOut(await readLab(lab));
  const verdict = await grade(lab, { picture: true, ...options });
  const root = options.root ?? path.dirname(path.dirname(lab));
  try {
    await saveProgress(root, verdict.lab, progressOf(verdict, new Date().toISOString()));
  } catch (error) {
    if (!(error instanceof NotSaved)) throw error;
  }
  return verdict;
}
