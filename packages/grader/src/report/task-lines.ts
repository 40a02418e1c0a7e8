import type { TaskVerdict } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";
import { type Colors, colors } from "./color.ts";
import { failureLines } from "./failure-lines.ts";
import { isRight, outcomeOf } from "./outcome.ts";
import { proseLines } from "./prose-lines.ts";
import { fitted, type ReportStyle } from "./style.ts";
import { wrapped } from "./wrapped-text.ts";

const words = {
  misconception: { en: "Sounds like: ", zh: "可能的误解：" },
  hint: { en: "hint  ", zh: "提示" },
  lesson: { en: "lesson", zh: "讲义" },
} satisfies Record<string, Text>;

const markOf = (status: TaskVerdict["status"], paint: Colors): string =>
  ({
    passed: paint.green("✓"),
    carried: paint.yellow("✓"),
    failed: paint.red("✗"),
    stopped: paint.red("✗"),
    "not-written": paint.dim("○"),
    "not-judged": paint.yellow("?"),
  })[status];

/** Mark, points, title and outcome: one line if the terminal is wide enough. */
export function taskHeading(task: TaskVerdict, { language, color, width = Infinity }: ReportStyle): string {
  const paint = colors(color);
  const points = `${String(task.points).padStart(3)}/${task.of}`.padEnd(8);
  const outcome = outcomeOf(task)?.[language];
  const title = `${task.title[language]}${outcome === undefined ? "" : paint.dim(` · ${outcome}`)}`;
  return wrapped(title, { start: `${markOf(task.status, paint)} ${points}`, indent: 10, width, language });
}

/** The explanation of a task without points: its failure, the mistake that it resembles, and where to read more. */
export function explainTask(task: TaskVerdict, style: ReportStyle, indent = 0): readonly string[] {
  const { language } = style;
  const paint = colors(style.color);
  if (isRight(task)) return [];
  const judged = task.status !== "not-judged" || task.failure?.kind === "needs";
  const lines = task.failure === undefined || !judged ? [] : [...failureLines(task.failure, indent, style)];
  for (const { name, explanation } of task.misconceptions) {
    const title = `${paint.yellow(words.misconception[language])}${paint.bold(name[language])}`;
    lines.push(fitted(title, indent, style), ...proseLines(explanation[language], indent + 2, style));
  }
  const { file, address } = task.lesson;
  return [
    ...lines,
    `${" ".repeat(indent)}${words.hint[language]}  ${paint.bold(task.hint)}`,
    fitted(
      `${words.lesson[language]}  ${file[language]}#${task.lesson.anchor}  (${address[language]})`,
      indent,
      style,
    ),
  ];
}
