import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { rootOf } from "./desk.ts";
import { keptFolder, stamp } from "./home.ts";

/**
 * Copies a desk, helper files included, to where neither `git clean` nor deleting the course reaches.
 *
 * @returns The copy's folder; undefined when there was nothing to copy.
 * @throws {CourseError} When it cannot be copied; then nothing may be replaced.
 */
export function keepCopy(card: LabCard, now: Date): string | undefined {
  const from = path.join(card.folder, "src");
  if (!existsSync(from)) return undefined;
  const to = path.join(keptFolder(), "kept", path.basename(rootOf(card)), card.id, stamp(now));
  try {
    cpSync(from, to, { recursive: true, errorOnExist: true });
    return to;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new CourseError("unwritable", {
      en: `A copy of your file could not be saved in ${to} (${code}), so nothing was changed. Set DOWNHILL_HOME to another folder.`,
      zh: `无法把你的文件另存到 ${to}（${code}），因此没有做任何改动。请用 DOWNHILL_HOME 指定另一个文件夹。`,
    });
  }
}
