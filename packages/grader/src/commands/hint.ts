import type { Progress } from "../desk/progress.ts";
import { shortName } from "../judge/lesson-address.ts";
import type { LabCard, TaskCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import type { Text } from "../lab/text.ts";
import { nearName } from "../lab/near-name.ts";
import { proseLines } from "../report/prose-lines.ts";
import { askedLab, progressIn } from "./asked-lab.ts";
import type { ExitCode } from "./exit-code.ts";
import { openTask } from "./open-task.ts";
import type { Output } from "./output.ts";
import { saved } from "./saved.ts";

/** The requested task; by default, the first without full points in the best file. */
function findTask(card: LabCard, asked: string | undefined, progress: Progress): TaskCard {
  const found =
    asked === undefined
      ? (openTask(card, progress) ?? card.tasks[0])
      : card.tasks.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  const ids = card.tasks.map(({ id }) => id);
  const near = nearName(asked ?? "", ids);
  throw new CourseError("not-found", {
    en: `Lab ${card.id} has no task "${asked ?? ""}".${near === undefined ? "" : ` Did you mean ${near}?`} Its tasks: ${ids.join(", ")}.`,
    zh: `实验 ${card.id} 里没有叫 “${asked ?? ""}” 的任务。${near === undefined ? "" : `是不是想找 ${near}？`}它的任务有：${ids.join("、")}。`,
  });
}

/** The hints to show, and how far they are unlocked afterwards. */
interface UnlockedHint {
  readonly level: number;
  /** Levels 1 to `level`, in order. */
  readonly texts: readonly Text[];
}

/**
 * Unlocks a task's hints one after another: by default the next one; a requested level must already be open or be the
 * next.
 *
 * @throws {CourseError} If the level does not exist or is further ahead.
 */
function unlockHint(card: LabCard, task: TaskCard, progress: Progress, asked?: number): UnlockedHint {
  const open = progress[card.id]?.hints?.[task.id] ?? 0;
  const last = task.hints.length;
  const level = asked ?? Math.min(last, open + 1);
  if (!Number.isInteger(level) || level < 1 || level > last) {
    throw new CourseError("out-of-range", {
      en: `Hint levels are 1 to ${last}.`,
      zh: `提示分为 1 到 ${last} 级，请从中选择。`,
    });
  }
  if (level > open + 1) {
    throw new CourseError("hint-locked", {
      en: `Hints open one at a time; level ${open + 1} comes first: npx downhill hint ${shortName(card.id)} ${task.id}`,
      zh: `提示需要逐级解锁，请先看第 ${open + 1} 级：npx downhill hint ${shortName(card.id)} ${task.id}`,
    });
  }
  return { level, texts: task.hints.slice(0, level) };
}

/** `downhill hint`: the next hint for a task. */
export async function hint(
  out: Output,
  asked: string | undefined,
  task: string | undefined,
  options: { readonly level?: number },
): Promise<ExitCode> {
  const { root, card } = await askedLab(out, asked);
  const progress = await progressIn(root, out);
  const chosen = findTask(card, task, progress);
  const { level, texts } = unlockHint(card, chosen, progress, options.level);
  if (task === undefined && openTask(card, progress) === undefined) {
    out.write(
      out.say({
        en: `Every task of this lab has passed, so this is a hint for the first. For another: npx downhill hint ${shortName(card.id)} TASK`,
        zh: `这个实验的任务都已通过，下面是第一个任务的提示。要看别的任务：npx downhill hint ${shortName(card.id)} 任务名`,
      }),
    );
  }
  out.write(`${out.say(chosen.title)} · ${card.id}/${chosen.id}`);
  for (const [i, text] of texts.entries()) {
    const lines = proseLines(out.say(text), 3, out.style).join("\n");
    out.write(`${i + 1}. ${lines.trimStart()}`);
  }
  if (level < chosen.hints.length) {
    const more = `npx downhill hint ${shortName(card.id)} ${chosen.id}`;
    out.write(
      out.say({
        en: `Level ${level} of ${chosen.hints.length}; for more: ${more}`,
        zh: `第 ${level} 级，共 ${chosen.hints.length} 级；继续看下一级：${more}`,
      }),
    );
  }
  return saved(out, root, card.id, { hints: { [chosen.id]: level } }, 0);
}
