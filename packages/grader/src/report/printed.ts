import type { Verdict } from "../judge/verdict.ts";
import type { Language } from "./language.ts";

const mostLines = 40;
const longestLine = 400;

const left = (lines: number, characters: number, language: Language): string => {
  const parts =
    language === "en"
      ? [
          ...(lines > 0 ? [`${lines} more line${lines === 1 ? "" : "s"}`] : []),
          ...(characters > 0 ? [`${characters} more characters`] : []),
        ]
      : [...(lines > 0 ? [`${lines} 行`] : []), ...(characters > 0 ? [`${characters} 个字符`] : [])];
  return language === "en" ? `… ${parts.join(" and ")} left out` : `……另有 ${parts.join("、")}未显示`;
};

/**
 * What a learner's code printed, as lines: the first 40, none longer than 400 characters, and a final one with the
 * amount left out.
 */
export function printedLines(
  { output, cut }: Pick<Verdict, "output" | "cut">,
  language: Language,
): readonly string[] {
  const text = output.trimEnd();
  if (text === "") return [];
  const lines = text.split("\n");
  const shown = lines
    .slice(0, mostLines)
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
  const more = lines.length - shown.length;
  return more > 0 || cut > 0 ? [...shown, left(more, cut, language)] : shown;
}
