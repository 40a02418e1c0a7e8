import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { CourseError } from "./lab/course-error.ts";
import { relativePath } from "./place.ts";
import { homeOf, stamp } from "./progress-file.ts";

/**
 * Puts the starter back in place of the learner's file, which is copied to `.downhill/backup/` first.
 *
 * @returns Paths relative to the root; `backup` is null when there was no file to keep.
 * @throws {CourseError} When the lab has no starter.
 */
export function resetLab(
  root: string,
  lab: string,
  file: string,
  now: Date,
): { file: string; backup: string | null } {
  const starter = path.join(root, "labs", lab, "starter", file);
  const target = path.join(root, "labs", lab, "src", file);
  if (!existsSync(starter)) {
    throw new CourseError({
      en: `The starter ${relativePath(root, starter)} is missing; bring it back with git checkout -- labs/${lab}/starter.`,
      zh: `缺少起始代码 ${relativePath(root, starter)}，可用 git checkout -- labs/${lab}/starter 找回。`,
    });
  }
  const kept = path.join(homeOf(root), "backup", lab, stamp(now), file);
  const exists = existsSync(target);
  if (exists) {
    mkdirSync(path.dirname(kept), { recursive: true });
    copyFileSync(target, kept);
  }
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(starter, target);
  return { file: relativePath(root, target), backup: exists ? relativePath(root, kept) : null };
}
