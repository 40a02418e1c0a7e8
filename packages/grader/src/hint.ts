import { CourseError } from "./lab/course-error.ts";
import { closest } from "fastest-levenshtein";
import { shortName } from "./lesson-address.ts";
import type { Progress } from "./progress.ts";
import type { LabCard, TaskCard } from "./protocol.ts";
import type { Text } from "./lab.ts";

/** The hints to show, and how far they are unlocked afterwards. */
export interface UnlockedHint {
  readonly task: TaskCard;
  readonly level: number;
  /** Levels 1 to `level`, in order. */
  readonly texts: readonly Text[];
}

/** The task that a person means; with nothing said, the first without full points. */
export function findTask(card: LabCard, asked: string | undefined, progress: Progress): TaskCard {
  const open = card.tasks.find(({ id, points }) => (progress[`${card.id}/${id}`]?.points ?? 0) < points);
  const found = asked === undefined ? (open ?? card.tasks[0]) : card.tasks.find(({ id }) => id === asked);
  if (found !== undefined) return found;
  const ids = card.tasks.map(({ id }) => id);
  const near = closest(asked ?? "", ids);
  throw new CourseError({
    en: `Lab ${card.id} has no task "${asked ?? ""}". Did you mean ${near}? Its tasks: ${ids.join(", ")}.`,
    zh: `实验 ${card.id} 里没有叫 “${asked ?? ""}” 的任务。是不是想找 ${near}？它的任务有：${ids.join("、")}。`,
  });
}

/**
 * Unlocks a task's hints one after another: with no level said, the next; a level said must be open already or be the
 * next.
 *
 * @throws {CourseError} When the level does not exist or lies further ahead.
 */
export function unlockHint(card: LabCard, task: TaskCard, progress: Progress, asked?: number): UnlockedHint {
  const open = progress[`${card.id}/${task.id}`]?.hints ?? 0;
  const last = task.hints.length;
  const level = asked ?? Math.min(last, open + 1);
  if (!Number.isInteger(level) || level < 1 || level > last) {
    throw new CourseError({
      en: `Hints have levels 1 to ${last}; choose one of them.`,
      zh: `提示分为 1 到 ${last} 级，请从中选择。`,
    });
  }
  if (level > open + 1) {
    throw new CourseError({
      en: `Hints open one after another; level ${open + 1} comes first: npx downhill hint ${shortName(card.id)} ${task.id}`,
      zh: `提示需要逐级解锁，请先看第 ${open + 1} 级：npx downhill hint ${shortName(card.id)} ${task.id}`,
    });
  }
  return { task, level, texts: task.hints.slice(0, level) };
}
