import type { Comparison, Failure } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";
import { type Colors, colors } from "./color.ts";
import { fitted, type ReportStyle } from "./style.ts";

const words = {
  expected: { en: "expected", zh: "期望" },
  got: { en: "got     ", zh: "实际" },
  difference: { en: "difference", zh: "偏差" },
  largest: { en: "largest difference", zh: "最大偏差" },
  tolerance: { en: "tolerance", zh: "容差" },
  relative: { en: "relative", zh: "相对" },
  absolute: { en: "absolute", zh: "绝对" },
} satisfies Record<string, Text>;

function differenceLine({ largest, differing }: Comparison, language: keyof Text): string | undefined {
  if (largest === undefined || differing === undefined) return undefined;
  const { count, of } = differing;
  if (of === 1) return `${words.difference[language]}  ${largest.difference}`;
  const place = largest.place[language];
  const [at, many] =
    language === "en"
      ? [place === "" ? "" : ` at ${place}`, `; ${count} of ${of} numbers differ`]
      : [
          place === "" ? "" : `，位于${/^[ -~]/.test(place) ? " " : ""}${place}`,
          `；${of} 个数中有 ${count} 个不符`,
        ];
  return `${words.largest[language]}  ${largest.difference}${at}${many}`;
}

function toleranceLine({ tolerance }: Comparison, language: keyof Text): string | undefined {
  if (tolerance === undefined) return undefined;
  const { relative, absolute, why } = tolerance;
  const parts = [
    ...(absolute > 0 ? [`${words.absolute[language]} ${absolute}`] : []),
    ...(relative > 0 ? [`${words.relative[language]} ${relative}`] : []),
  ];
  const size = parts.length === 0 ? "0" : parts.join(" + ");
  return `${words.tolerance[language]}  ${size}${language === "zh" ? "：" : ": "}${why[language]}`;
}

function comparisonLines(comparison: Comparison, language: keyof Text, paint: Colors): readonly string[] {
  const { first, largest, sentence } = comparison;
  const said = (text: string): boolean => sentence[language].includes(text);
  return [
    // If the kinds differ, the sentence may already contain both.
    ...(first === undefined || (largest === undefined && said(first.expected) && said(first.got))
      ? []
      : [
          `${words.expected[language]}  ${paint.green(first.expected)}`,
          `${words.got[language]}  ${paint.red(first.got)}`,
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
