import { loadProgress } from "../desk/progress-file.ts";
import { pointsIn, type Progress } from "../desk/progress.ts";
import { shortName } from "../judge/lesson-address.ts";
import type { LabCard } from "../lab/card.ts";
import { readCourse } from "../lab/read-lab.ts";
import type { Text } from "../lab/text.ts";
import { colors } from "../report/color.ts";
import type { ReportStyle } from "../report/style.ts";

/** A lab's place on the map. */
export interface CourseStop {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly minutes: number;
  readonly points: number;
  readonly of: number;
  readonly done: boolean;
  /** Labs that come before this one and are not done yet. */
  readonly missing: readonly string[];
  /** Whether the course has a newer starter than this desk began with. */
  readonly newStarter: boolean;
}

/** The whole course with a learner's progress, and the next command; null when everything is done. */
export interface CourseMap {
  readonly version: 1;
  readonly labs: readonly CourseStop[];
  readonly next: { readonly lab: string; readonly command: string } | null;
}

/**
 * Puts labs and progress together; needs no files.
 *
 * @param newer ids of the labs that have a newer starter than their desk began with.
 */
export function mapOf(
  cards: readonly LabCard[],
  progress: Progress,
  newer: readonly string[] = [],
): CourseMap {
  const total = (card: LabCard): number => card.tasks.reduce((sum, task) => sum + task.points, 0);
  const done = new Set(
    cards.filter((card) => pointsIn(progress, card.id) >= total(card)).map(({ id }) => id),
  );
  const known = new Set(cards.map(({ id }) => id));
  const labs = cards.map((card): CourseStop => ({
    id: card.id,
    title: card.title,
    summary: card.summary,
    minutes: card.minutes,
    points: Math.min(total(card), pointsIn(progress, card.id)),
    of: total(card),
    done: done.has(card.id),
    missing: card.prerequisites.filter((id) => known.has(id) && !done.has(id)),
    newStarter: newer.includes(card.id),
  }));
  const open = labs.filter((lab) => !lab.done);
  const next = open.find((lab) => lab.missing.length === 0) ?? open[0];
  return {
    version: 1,
    labs,
    next: next === undefined ? null : { lab: next.id, command: `npx downhill watch ${shortName(next.id)}` },
  };
}

/**
 * Reads the course below `root` and the learner's progress.
 *
 * @example
 * ```ts
 * import { courseMap, formatCourseMap } from "@downhill/grader";
 * const map = await courseMap(process.cwd());
 * console.log(formatCourseMap(map, { language: "en", color: false }));
 * ```
 */
export const courseMap = async (root: string): Promise<CourseMap> =>
  mapOf(await readCourse(root), (await loadProgress(root)).progress);

const words = {
  done: { en: "All labs are done.", zh: "所有实验都已完成。" },
  next: { en: "Next: ", zh: "下一步：" },
  newStarter: { en: "a newer starter: ", zh: "起始代码有更新：" },
} satisfies Record<string, Text>;

/** The map for a terminal: one line per lab, then the next command. */
export function formatCourseMap(map: CourseMap, { language, color }: ReportStyle): string {
  const paint = colors(color);
  const width = Math.max(...map.labs.map(({ id }) => id.length), 0);
  const lines = map.labs.flatMap((lab) => {
    const mark = lab.done ? paint.green("✓") : lab.points > 0 ? paint.yellow("◐") : "○";
    const points = `${String(lab.points).padStart(3)}/${lab.of}`;
    const time = language === "en" ? `${lab.minutes} min` : `${lab.minutes} 分钟`;
    const arrow = map.next?.lab === lab.id ? paint.bold("→") : " ";
    const line = `${arrow} ${mark} ${points}  ${lab.id.padEnd(width)}  ${lab.title[language]} ${paint.dim(`· ${time}`)}`;
    const update = `npx downhill update ${shortName(lab.id)}`;
    return lab.newStarter ? [line, `${" ".repeat(13)}${words.newStarter[language]}${update}`] : [line];
  });
  const next =
    map.next === null ? words.done[language] : `${words.next[language]}${paint.bold(map.next.command)}`;
  return [...lines, "", next].join("\n");
}
