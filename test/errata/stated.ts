import { readFileSync } from "node:fs";
import { expect } from "vitest";

const languages = { en: "errata.md", zh: "errata.zh.md" } as const;

/** The rows of a page of errata, in its order: number, chapters, what they say, what is true. */
export function rowsOf(language: keyof typeof languages): string[][] {
  const url = new URL(`../../docs/reference/${languages[language]}`, import.meta.url);
  const lines = readFileSync(url, "utf8").split("\n");
  return lines.filter((line) => /^\| E\d\d \|/.test(line)).map((line) => line.slice(2, -2).split(" | "));
}

/**
 * Both pages state these figures in the row of this erratum, and not as a part of longer ones. A percent sign is
 * preceded by a space in English (60 %) and by none in Chinese (60%).
 */
export function expectStated(number: string, ...figures: readonly string[]): void {
  for (const language of ["en", "zh"] as const) {
    const truth = rowsOf(language).find(([each]) => each === number)?.[3] ?? "";
    for (const figure of figures) {
      const local = language === "zh" ? figure.replace(" %", "%") : figure;
      const literal = local.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
      const whole = new RegExp(String.raw`(?<!\d|\d[.,])${literal}(?!\d|[.,]\d)`);
      expect(truth, `${number} in ${languages[language]}`).toMatch(whole);
    }
  }
}
