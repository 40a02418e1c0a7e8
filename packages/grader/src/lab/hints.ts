import { lineOf, type Page, pageFault } from "./markdown.ts";
import { proseOf } from "./prose.ts";
import { sectionsOf } from "./sections.ts";

const levels = 3;

/**
 * The hints of a lab, by task: a section `## task-id` for each, with a numbered list of three.
 *
 * @throws {CourseError} For an author's faults, each with its remedy.
 */
export function hintsOf(page: Page, tasks: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const hints = new Map<string, readonly string[]>();
  for (const { title, id = title, line, children } of sectionsOf(page)) {
    if (!tasks.includes(id)) {
      throw pageFault(page, line, {
        en: `"${id}" is not a task of this lab. Its tasks are ${tasks.join(", ")}.`,
        zh: `这个实验里没有任务 “${id}”。它的任务有：${tasks.join("、")}。`,
      });
    }
    const [list, more] = children.filter(({ type }) => type !== "html");
    if (
      list?.type !== "list" ||
      list.ordered !== true ||
      list.children.length !== levels ||
      more !== undefined
    ) {
      throw pageFault(page, more === undefined ? line : lineOf(more), {
        en: `"${id}" must contain exactly ${levels} hints: a list numbered 1. to ${levels}.`,
        zh: `“${id}” 需要 ${levels} 条提示，并且只能有提示：用 1. 到 ${levels}. 编号的列表。`,
      });
    }
    hints.set(
      id,
      list.children.map((item) => proseOf(page, item)),
    );
  }
  for (const task of tasks) {
    if (hints.has(task)) continue;
    throw pageFault(page, 1, {
      en: `the hints for "${task}" are missing. Add \`## ${task}\` and ${levels} numbered hints.`,
      zh: `缺少任务 “${task}” 的提示。请加上 \`## ${task}\` 和 ${levels} 条编号的提示。`,
    });
  }
  return hints;
}
