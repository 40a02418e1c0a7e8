import { describe, expect, test } from "vitest";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 11's tables and picture against the program that prints them, and what the lesson says of their numbers. */
describe("the lesson", () => {
  const lesson = lessonOf("11-plateau");
  const printed = lesson.figures();
  testFigures("11-plateau", lesson, 9, printed);
  const table = (title: string): string =>
    printed.slice(printed.indexOf(`${title}\n`)).split(/\n\n(?=\w+\n)/)[0]!;

  test.each(lesson.texts)("%s: the noise, the progress and the bound on A", (_, text) => {
    const [, sigma, d, bound, lowest, center] =
      /σ = ([\d.]+), d = ([\d.e-]+), A > (\d+); best ([\d.]+) of mean ([\d.]+)/.exec(table("noise"))!;
    expect(text).toMatch(`\\sigma`);
    expect(text).toContain(Number(sigma).toFixed(2));
    expect(text).toContain(Number(d).toFixed(6));
    for (const each of [bound!, lowest!, center!]) expect(text).toContain(each);
    expect(text).toContain(`${Math.round(Number(sigma) / Number(d) / 1000)},000`);
  });
  test.each(lesson.texts)(
    "%s: its program runs on the solution, and prints what figures.ts does",
    (_, text) => {
      const [program = ""] = blocks(text, "ts");
      const lines = lesson.run(program).split("\n");
      const [hasty, patient] = [lines.findIndex((each) => each.startsWith("50 ")), lines.length - 1];
      const rows = table("patience").split("\n").slice(2);
      const seen = (from: number, end: number) => ({
        cuts: lines.slice(from, end).map((each) => each.split(" ")[0]),
        loss: lines[end]!.split(" ")[2],
      });
      for (const [row, { cuts, loss }] of [
        [rows[0]!, seen(0, hasty)],
        [rows[1]!, seen(hasty + 1, patient)],
      ] as const) {
        expect(row).toContain(` ${loss} `);
        expect(row).toContain(cuts.slice(0, 6).join(" "));
      }
    },
  );
});
