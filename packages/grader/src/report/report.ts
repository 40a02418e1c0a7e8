import { shortName } from "../judge/lesson-address.ts";
import type { Verdict } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";
import { colors } from "./color.ts";
import { commonFailure } from "./common-failure.ts";
import { failureLines } from "./failure-lines.ts";
import { printedLines } from "./printed.ts";
import { fitted, type ReportStyle } from "./style.ts";
import { explainTask, taskHeading } from "./task-lines.ts";

const words = {
  noFile: { en: "no such file", zh: "文件不存在" },
  output: { en: "Printed by your code:", zh: "你的代码打印的内容：" },
  picture: { en: "Drawn by your code: ", zh: "你的代码画出的图：" },
} satisfies Record<string, Text>;

function ending(verdict: Verdict, style: ReportStyle): readonly string[] {
  const { language } = style;
  const { points, of, passed } = verdict;
  const paint = colors(style.color);
  const sum = language === "en" ? `${points} of ${of} points` : `得分 ${points} / ${of}`;
  const short = shortName(verdict.lab);
  const next = passed
    ? {
        en: "All done. See what is next: npx downhill list",
        zh: "全部通过。接下来学什么：npx downhill list",
      }
    : {
        en: `Save the file and grade again: npx downhill test ${short}, or let npx downhill watch ${short} do it on every save.`,
        zh: `改好后保存，再评一次：npx downhill test ${short}；或用 npx downhill watch ${short}，每次保存自动评分。`,
      };
  return [paint.bold(passed ? paint.green(`✓ ${sum}`) : sum), fitted(next[language], 0, style)];
}

function printed(verdict: Verdict, { language, color }: ReportStyle): readonly string[] {
  const lines = printedLines(verdict, language);
  const bar = colors(color).dim("│");
  return lines.length === 0 ? [] : ["", words.output[language], ...lines.map((line) => `  ${bar} ${line}`)];
}

/**
 * Writes a verdict for a person: what was graded, each task's points, and for a failure where it differs and what to
 * do. Marks and words carry the meaning; colour only repeats it.
 */
export function formatReport(verdict: Verdict, style: ReportStyle): string {
  const { language } = style;
  const paint = colors(style.color);
  const common = commonFailure(verdict);
  const hash = verdict.sha256 === null ? words.noFile[language] : `sha256 ${verdict.sha256.slice(0, 12)}`;
  return [
    `${paint.bold(verdict.title[language])} ${paint.dim(`· ${verdict.lab}`)}`,
    paint.dim(`${verdict.file} · ${hash}`),
    ...verdict.notes.map((note) => fitted(paint.dim(note[language]), 0, style)),
    "",
    ...(common === undefined ? [] : [...failureLines(common, 2, style), ""]),
    ...verdict.tasks.flatMap((task) => [
      taskHeading(task, style),
      ...(common === undefined ? explainTask(task, style, 4) : []),
    ]),
    ...printed(verdict, style),
    ...(verdict.picture === undefined ? [] : ["", `${words.picture[language]}${verdict.picture}`]),
    "",
    ...ending(verdict, style),
  ].join("\n");
}
