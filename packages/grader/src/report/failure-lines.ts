import type { Comparison, Failure } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";
import { type Colors, colors } from "./color.ts";
import { differenceLine, expectedAndGot, toleranceLine, words } from "./comparison-words.ts";
import { fitted, type ReportStyle } from "./style.ts";

function comparisonLines(comparison: Comparison, language: keyof Text, paint: Colors): readonly string[] {
  const both = expectedAndGot(comparison, language);
  return [
    ...(both === undefined
      ? []
      : [
          `${words.expected[language]}  ${paint.green(both.expected)}`,
          `${words.got[language].padEnd(words.expected[language].length)}  ${paint.red(both.got)}`,
        ]),
    differenceLine(comparison, language),
    toleranceLine(comparison, language),
  ].filter((line) => line !== undefined);
}

/** Why a task got no points: a sentence, the line of the file, and how the numbers differ. */
export function failureLines(failure: Failure, indent: number, style: ReportStyle): readonly string[] {
  const { language } = style;
  const paint = colors(style.color);
  const lines = failure.sentence[language].split("\n").map((line) => fitted(line, indent, style));
  if (failure.at !== undefined) {
    const { file, line, column, text } = failure.at;
    lines.push(`${" ".repeat(indent)}${paint.cyan(`${file}:${line}:${column}`)}  ${text}`);
  }
  if (failure.comparison !== undefined) {
    const compared = comparisonLines(failure.comparison, language, paint);
    lines.push(...compared.map((each) => fitted(each, indent + 2, style, 2)));
  }
  return lines;
}
