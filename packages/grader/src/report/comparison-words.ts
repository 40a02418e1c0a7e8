import type { Comparison, Difference } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";

/** The words that a comparison is shown with. */
export const words = {
  expected: { en: "expected", zh: "期望" },
  got: { en: "got", zh: "实际" },
  difference: { en: "difference", zh: "偏差" },
  largest: { en: "largest difference", zh: "最大偏差" },
  tolerance: { en: "tolerance", zh: "容差" },
  relative: { en: "relative", zh: "相对" },
  absolute: { en: "absolute", zh: "绝对" },
} satisfies Record<string, Text>;

/** How far off the numbers are, and how many. */
export function differenceLine({ largest, differing }: Comparison, language: keyof Text): string | undefined {
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

/** How close is close enough, and why. */
export function toleranceLine({ tolerance }: Comparison, language: keyof Text): string | undefined {
  if (tolerance === undefined) return undefined;
  const { relative, absolute, why } = tolerance;
  const parts = [
    ...(absolute > 0 ? [`${words.absolute[language]} ${absolute}`] : []),
    ...(relative > 0 ? [`${words.relative[language]} ${relative}`] : []),
  ];
  const size = parts.length === 0 ? "0" : parts.join(" + ");
  return `${words.tolerance[language]}  ${size}${language === "zh" ? "：" : ": "}${why[language]}`;
}

/** What was expected and what came, unless the sentence already contains both, as it does if their kinds differ. */
export function expectedAndGot(
  { first, largest, sentence }: Comparison,
  language: keyof Text,
): Pick<Difference, "expected" | "got"> | undefined {
  const said = (text: string): boolean => sentence[language].includes(text);
  return first === undefined || (largest === undefined && said(first.expected) && said(first.got))
    ? undefined
    : first;
}
