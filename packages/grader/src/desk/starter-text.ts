import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { starterOf, unmarked } from "../lab/starter.ts";

/** The text of a lab's solution, markers and all; undefined in a course without the key. */
export function solutionText(card: LabCard): string | undefined {
  const file = path.join(card.folder, "key", "solution.ts");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/**
 * What a lab's desk begins with. It is made from the solution; this is the one place to change where a course without
 * the key brings it from elsewhere.
 *
 * @throws {CourseError} If it cannot be found.
 */
export function starterText(card: LabCard): string {
  const solution = solutionText(card);
  if (solution === undefined) {
    throw new CourseError("not-found", {
      en: `labs/${card.id}/key/solution.ts, from which the starter is made, is missing; restore it with git checkout.`,
      zh: `缺少 labs/${card.id}/key/solution.ts，起始代码要从它生成。可用 git checkout 找回。`,
    });
  }
  return card.solved === true ? unmarked(solution) : starterOf(solution);
}
