import { type Colors, colors } from "./color.ts";
import type { Language } from "./language.ts";
import type { Text } from "./lab.ts";
import { shortName } from "./lesson-address.ts";
import { placeInValue } from "./place-in-value.ts";
import type { Comparison, Failure, TaskVerdict, Verdict } from "./verdict.ts";

/** How a report is written. */
export interface ReportStyle {
  readonly language: Language;
  readonly color: boolean;
}

const words = {
  expected: { en: "expected", zh: "期望" },
  got: { en: "got", zh: "实际" },
  largest: { en: "largest difference", zh: "最大偏差" },
  tolerance: { en: "tolerance", zh: "容差" },
  relative: { en: "relative", zh: "相对" },
  absolute: { en: "absolute", zh: "绝对" },
  misconception: { en: "Sounds like: ", zh: "可能的误解：" },
  hint: { en: "hint", zh: "提示" },
  lesson: { en: "lesson", zh: "课文" },
  notWritten: { en: "not written yet", zh: "尚未完成" },
  noFile: { en: "no such file", zh: "文件不存在" },
  output: { en: "Printed by your code:", zh: "你的代码打印的内容：" },
  picture: { en: "Drawn by your code: ", zh: "你的代码画出的图：" },
} satisfies Record<string, Text>;

const toleranceLine = (comparison: Comparison, language: Language): string | undefined => {
  if (comparison.tolerance === undefined) return undefined;
  const { relative, absolute, why } = comparison.tolerance;
  const parts = [
    ...(absolute > 0 ? [`${words.absolute[language]} ${absolute}`] : []),
    ...(relative > 0 ? [`${words.relative[language]} ${relative}`] : []),
  ];
  const size = parts.length === 0 ? "0" : parts.join(" + ");
  return `${words.tolerance[language]}  ${size}${language === "zh" ? "：" : ": "}${why[language]}`;
};

function comparisonLines(comparison: Comparison, language: Language, paint: Colors): string[] {
  const lines: string[] = [];
  const { first, largest, differing } = comparison;
  if (first !== undefined) {
    lines.push(`${words.expected[language]}  ${paint.green(first.expected)}`);
    lines.push(`${words.got[language]}  ${language === "en" ? "     " : ""}${paint.red(first.got)}`);
  }
  if (largest !== undefined && differing !== undefined) {
    const place = placeInValue(largest.path, largest.axes)[language];
    const { count, of } = differing;
    const where =
      language === "en"
        ? ` at ${place}; ${count} of ${of} numbers differ`
        : `，位于${place}；${of} 个数中有 ${count} 个不符`;
    lines.push(`${words.largest[language]}  ${largest.difference}${of > 1 ? where : ""}`);
  }
  const tolerance = toleranceLine(comparison, language);
  if (tolerance !== undefined) lines.push(tolerance);
  return lines;
}

function failureLines(failure: Failure, language: Language, paint: Colors): string[] {
  const lines = [failure.sentence[language]];
  if (failure.at !== undefined) {
    const { file, line, column, text } = failure.at;
    lines.push(`${paint.cyan(`${file}:${line}:${column}`)}  ${text}`);
  }
  if (failure.comparison !== undefined) {
    lines.push(...comparisonLines(failure.comparison, language, paint).map((each) => `  ${each}`));
  }
  return lines;
}

/** The lines that explain one task's outcome; none for a task that passed. */
export function explainTask(task: TaskVerdict, style: ReportStyle): readonly string[] {
  const { language } = style;
  const paint = colors(style.color);
  const lines = task.failure === undefined ? [] : failureLines(task.failure, language, paint);
  for (const { name, explanation } of task.misconceptions) {
    lines.push(`${paint.yellow(words.misconception[language])}${paint.bold(name[language])}`);
    lines.push(`  ${explanation[language]}`);
  }
  if (task.status !== "passed") {
    lines.push(`${words.hint[language]}${language === "en" ? "  " : ""}  ${paint.bold(task.hint)}`);
    lines.push(
      `${words.lesson[language]}  ${task.lesson.file[language]}#${task.lesson.anchor}  (${task.lesson.address[language]})`,
    );
  }
  return lines;
}

function taskHeading(task: TaskVerdict, { language, color }: ReportStyle): string {
  const paint = colors(color);
  const mark = { passed: paint.green("✓"), failed: paint.red("✗"), "not-written": paint.dim("○") }[
    task.status
  ];
  const points = `${String(task.points).padStart(3)}/${task.of}`.padEnd(8);
  const note = task.status === "not-written" ? paint.dim(` · ${words.notWritten[language]}`) : "";
  return `${mark} ${points}${task.title[language]}${note}`;
}

const indented = (lines: readonly string[], by: string): string[] =>
  lines.map((line) => (line === "" ? "" : by + line));

/** One failure that stands for all tasks, such as a syntax error; shown once instead of once per task. */
const commonFailure = (verdict: Verdict): Failure | undefined => {
  const [first, ...rest] = verdict.tasks.map((task) => task.failure);
  if (first === undefined || first.kind === "difference" || rest.length === 0) return undefined;
  return rest.every((failure) => failure?.sentence.en === first.sentence.en && failure.kind === first.kind)
    ? first
    : undefined;
};

function ending(verdict: Verdict, language: Language, paint: Colors): string[] {
  const { points, of, passed } = verdict;
  const sum = language === "en" ? `${points} of ${of} points` : `得分 ${points} / ${of}`;
  const short = shortName(verdict.lab);
  const next = passed
    ? language === "en"
      ? "All done. Where to go next: npx downhill list"
      : "全部通过。接下来学什么：npx downhill list"
    : language === "en"
      ? `Save the file and grade again: npx downhill test ${short}, or let npx downhill watch ${short} do it on every save.`
      : `改好后保存，再评一次：npx downhill test ${short}；或用 npx downhill watch ${short}，每次保存自动评分。`;
  return [paint.bold(passed ? paint.green(`✓ ${sum}`) : sum), next];
}

/**
 * Writes a verdict for a person: what was graded, each task's points, for a failure where it differs and what to do.
 * Marks and words carry the meaning; colour only repeats it.
 */
export function formatReport(verdict: Verdict, style: ReportStyle): string {
  const { language } = style;
  const paint = colors(style.color);
  const hash = verdict.sha256 === null ? words.noFile[language] : `sha256 ${verdict.sha256.slice(0, 12)}`;
  const lines = [
    `${paint.bold(verdict.title[language])} ${paint.dim(`· ${verdict.lab}`)}`,
    paint.dim(`${verdict.file} · ${hash}`),
    "",
  ];
  const common = commonFailure(verdict);
  if (common !== undefined) lines.push(...indented(failureLines(common, language, paint), "  "), "");
  for (const task of verdict.tasks) {
    lines.push(taskHeading(task, style));
    lines.push(
      ...indented(
        (task.notes ?? []).map((note) => paint.dim(note[language])),
        "    ",
      ),
    );
    if (common === undefined) lines.push(...indented(explainTask(task, style), "    "));
  }
  const printed = verdict.output.trimEnd();
  if (printed !== "") {
    lines.push("", words.output[language], ...indented(printed.split("\n"), `  ${paint.dim("│")} `));
  }
  if (verdict.picture !== undefined) lines.push("", `${words.picture[language]}${verdict.picture}`);
  lines.push("", ...ending(verdict, language, paint));
  return lines.join("\n");
}
