import { colors } from "./color.ts";
import { readCourse } from "./lab/course.ts";
import type { Text } from "./lab.ts";
import { shortName } from "./lesson-address.ts";
import { pointsIn, type Progress } from "./progress.ts";
import { loadProgress } from "./progress-file.ts";
import type { LabCard } from "./protocol.ts";
import type { ReportStyle } from "./report.ts";

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
}

/** The whole course with a learner's progress, and the one command to type next; null when everything is done. */
export interface CourseMap {
  readonly version: 1;
  readonly labs: readonly CourseStop[];
  readonly next: { readonly lab: string; readonly command: string } | null;
}

/** Puts manifests and progress together; needs no files. */
export function mapOf(cards: readonly LabCard[], progress: Progress): CourseMap {
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
  mapOf(await readCourse(root), loadProgress(root).progress);

/** The map for a terminal: a line per lab, then the one next command. */
export function formatCourseMap(map: CourseMap, { language, color }: ReportStyle): string {
  const paint = colors(color);
  const width = Math.max(...map.labs.map(({ id }) => id.length), 0);
  const lines = map.labs.map((lab) => {
    const mark = lab.done ? paint.green("✓") : lab.points > 0 ? paint.yellow("◐") : "○";
    const points = `${String(lab.points).padStart(3)}/${lab.of}`;
    const time = language === "en" ? `${lab.minutes} min` : `${lab.minutes} 分钟`;
    const arrow = map.next?.lab === lab.id ? paint.bold("→") : " ";
    return `${arrow} ${mark} ${points}  ${lab.id.padEnd(width)}  ${lab.title[language]} ${paint.dim(`· ${time}`)}`;
  });
  const next =
    map.next === null
      ? language === "en"
        ? "Every lab is done."
        : "所有实验都已完成。"
      : `${language === "en" ? "Next: " : "下一步："}${paint.bold(map.next.command)}`;
  return [...lines, "", next].join("\n");
}
