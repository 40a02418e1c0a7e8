import { CourseError } from "./course-error.ts";
import type { Text } from "./text.ts";

/** Part of a solution: unchanged lines, or lines for the learner to write. */
type Part =
  | { readonly lines: readonly string[] }
  | {
      readonly task: string;
      readonly indent: string;
      /** The starter's lines instead; undefined for `return todo("task")`. */
      readonly instead: readonly string[] | undefined;
      readonly lines: readonly string[];
    };

const marker = /^(\s*)\/\/ #(\S*)(?: (.*))?$/;

const fault = (line: number, { en, zh }: Text): CourseError =>
  new CourseError("misplaced-marker", {
    en: `key/solution.ts:${line}: ${en}`,
    zh: `key/solution.ts:${line}：${zh}`,
  });

const markers = "// #task id, // #starter text, // #end";

/** Cuts a solution at its markers. */
function partsOf(solution: string): readonly Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let open: { task: string; indent: string; line: number; instead: string[] | undefined } | undefined;
  for (const [i, text] of solution.replaceAll("\r\n", "\n").split("\n").entries()) {
    const line = i + 1;
    const [, indent = "", kind, rest = ""] = marker.exec(text) ?? [];
    if (kind === undefined) {
      lines.push(text);
    } else if (kind === "task" && open === undefined && rest !== "") {
      parts.push({ lines });
      [lines, open] = [[], { task: rest.trim(), indent, line, instead: undefined }];
    } else if (kind === "starter" && open !== undefined) {
      open.instead = [...(open.instead ?? []), ...(rest === "" ? [] : [rest])];
    } else if (kind === "end" && open !== undefined) {
      parts.push({ task: open.task, indent: open.indent, instead: open.instead, lines });
      [lines, open] = [[], undefined];
    } else {
      throw fault(line, {
        en: `the marker ${text.trim()} does not belong here; a region is ${markers}, and regions cannot be nested.`,
        zh: `标记 ${text.trim()} 不应出现在这里。一个区域的写法是 ${markers}，区域之间不能嵌套。`,
      });
    }
  }
  if (open !== undefined) {
    throw fault(open.line, {
      en: `the region of "${open.task}" has no end. Add // #end.`,
      zh: `任务 “${open.task}” 的区域没有结束，请加上 // #end。`,
    });
  }
  return [...parts, { lines }];
}

const textOf = (lines: readonly string[]): string =>
  lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .replace(/\n+$/, "\n");

const todoImport = 'import { todo } from "@downhill/grader/todo";';

/** Adds the import before the first one, so that a comment about the file stays on top. */
function importingTodo(text: string): string {
  const first = text.search(/^import\b/m);
  return first === -1
    ? `${todoImport}\n\n${text}`
    : `${text.slice(0, first)}${todoImport}\n${text.slice(first)}`;
}

/**
 * The learner's starter: the solution, with every region between `// #task id` and `// #end` replaced with
 * `return todo("id");`, or with the code in its `// #starter` lines.
 *
 * @throws {CourseError} If a marker is in the wrong place.
 * @example
 * ```ts
 * import { starterOf } from "@downhill/grader";
 * starterOf(`export function double(x: number): number {
 *   // #task double
 *   return x + x;
 *   // #end
 * }
 * `).includes('return todo("double");'); // true
 * ```
 */
export function starterOf(solution: string): string {
  const text = textOf(
    partsOf(solution).flatMap((part) =>
      "task" in part
        ? (part.instead ?? [`return todo(${JSON.stringify(part.task)});`]).map((line) => part.indent + line)
        : part.lines,
    ),
  );
  return /\btodo\(/.test(text) ? importingTodo(text) : text;
}

/** The solution for readers: without its markers. */
export const unmarked = (solution: string): string => textOf(partsOf(solution).flatMap(({ lines }) => lines));

/** The tasks whose regions a solution has, each once, in the order of the file. */
export const tasksIn = (solution: string): readonly string[] => [
  ...new Set(partsOf(solution).flatMap((part) => ("task" in part ? [part.task] : []))),
];
