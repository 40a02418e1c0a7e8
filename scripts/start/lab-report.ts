import { formatReport, type Verdict } from "@downhill/grader";
import { say, style } from "./voice.ts";

/** Lab 00 in one line if it is solved; otherwise what is wrong. */
export function labReport(verdict: Verdict): string {
  if (!verdict.passed) return `\n${formatReport(verdict, style)}\n`;
  return say({
    en: `\n✓ Lab 00, already solved: ${verdict.points} of ${verdict.of} points\n`,
    zh: `\n✓ 实验 00（一开始就已完成）：得分 ${verdict.points} / ${verdict.of}\n`,
  });
}
