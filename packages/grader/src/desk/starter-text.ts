import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { starterOf, unmarked } from "../lab/starter.ts";

/** The text of a lab's solution, including its markers; undefined in a course without the key. */
export function solutionText(card: LabCard): string | undefined {
  const file = path.join(card.folder, "key", "solution.ts");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/**
 * The initial text of a lab's desk. It is made from the solution; a course without the key that gets it from
 * elsewhere needs to change only this function.
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
