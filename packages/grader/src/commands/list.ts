import { hasNewerStarter, layOut } from "../desk/desk.ts";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { findRoot } from "../lab/course.ts";
import { readCourse } from "../lab/read-lab.ts";
import { progressIn } from "./asked-lab.ts";
import { formatCourseMap, mapOf } from "./course-map.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** Creates the desks that are missing; a course that cannot be written to still has a map. */
function layOutAll(cards: readonly LabCard[]): void {
  try {
    for (const card of cards) layOut(card);
  } catch (error) {
    if (!(error instanceof CourseError)) throw error;
  }
}

/** `downhill list`: the course map. */
export async function list(out: Output, { json = false }: { readonly json?: boolean }): Promise<ExitCode> {
  const root = findRoot(out.from);
  const cards = await readCourse(root);
  layOutAll(cards);
  const newer = cards.filter(hasNewerStarter).map(({ id }) => id);
  const map = mapOf(cards, await progressIn(root, out), newer);
  out.write(json ? JSON.stringify(map, null, 2) : formatCourseMap(map, out.style));
  return 0;
}
