import { resetDesk } from "../desk/reset.ts";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { findRoot } from "../lab/course.ts";
import { readCourse } from "../lab/read-lab.ts";
import { askedLab } from "./asked-lab.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

function resetOne(out: Output, card: LabCard): void {
  const kept = resetDesk(card, new Date());
  const file = `labs/${card.id}/src/${card.file}`;
  out.write(out.say({ en: `${file} is the starter again.`, zh: `${file} 已恢复为起始代码。` }));
  if (kept !== undefined)
    out.write(out.say({ en: `Your old files are saved in ${kept}`, zh: `你原来的文件保存在 ${kept}` }));
}

/**
 * `downhill reset`: restores the starter of one lab or of all; the learner's files are copied elsewhere, and points
 * remain.
 */
export async function reset(
  out: Output,
  asked: string | undefined,
  { all = false }: { readonly all?: boolean },
): Promise<ExitCode> {
  if (all && asked !== undefined) {
    throw new CourseError("conflicting-options", {
      en: `--all resets every lab, and "${asked}" is one. Leave one of the two out.`,
      zh: `--all 会恢复所有实验，而 “${asked}” 只是其中一个。两者只写一个。`,
    });
  }
  const cards = all ? await readCourse(findRoot(out.from)) : [(await askedLab(out, asked)).card];
  for (const card of cards) resetOne(out, card);
  return 0;
}
