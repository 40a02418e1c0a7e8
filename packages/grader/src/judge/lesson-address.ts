import type { LessonAddress } from "./verdict.ts";

/** A lab's short name in commands: `08` for `08-adam`. */
export const shortName = (lab: string): string => /^(\d+)-/.exec(lab)?.[1] ?? lab;

/** Where a heading of a lab's lesson is: on the site, and in the repository. */
export const lessonAddress = (lab: string, anchor: string): LessonAddress => ({
  address: { en: `/lessons/${lab}#${anchor}`, zh: `/zh-Hans/lessons/${lab}#${anchor}` },
  anchor,
  file: { en: `labs/${lab}/lesson.md`, zh: `labs/${lab}/lesson.zh.md` },
});
