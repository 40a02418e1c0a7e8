import { describe, expect, test } from "vitest";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/* Lab 13's lesson: its tables and opening are what figures.ts makes, its programs run on the solution. */

describe("the lesson", () => {
  const lesson = lessonOf("13-clipping");
  const printed = lesson.figures();
  testFigures("13-clipping", lesson, 7, printed);
  const rows = (title: string) => rowsIn(printed, title);

  test("the opening's numbers: 14,800 at step 60, gone at 61, and 139 steps later 0.002", () => {
    const [, , , , at60, at61, at200] = rows("cliff");
    expect([at60![2], at61![2], at61![3]]).toEqual(["14800", "0", "6643.24 13275.54"]);
    expect(Number(at200!.at(-3)).toFixed(3)).toBe("0.002");
  });
  test.each(lesson.texts)("%s: what it says of Moby-Dick is in its table", (_, text) => {
    const [free, byNorm, parts, byValue] = rows("novel");
    for (const row of [byNorm!, parts!, byValue!])
      expect(Number(row[4]), "every clipped run ends lower").toBeLessThan(2.5);
    expect(Number(free![3]), "an unclipped run ends above 2.9").toBeGreaterThan(2.9);
    expect(byNorm![6], "one step in 25").toBe("4 %");
    for (const words of [free![4]!, parts![6]!.replace(" %", ""), parts![7]!, byValue![7]!])
      expect(text).toContain(words);
  });
  test.each(lesson.texts)("%s: its first program prints what the figures do", (_, text) => {
    const [median = ""] = blocks(text, "ts");
    const rest = lesson
      .run(median)
      .split("\n")
      .map((line) => line.split(" ")[1]!.padStart(8));
    expect(printed).toContain(`rest${rest.join("")}`);
  });
  test.each(lesson.texts)("%s: its second program runs, and ends near the figures", (_, text) => {
    const [, limits = ""] = blocks(text, "ts");
    // One limit is enough to see that it runs; rounding alone moves the loss a little.
    const [, low] = lesson.run(limits.replace("[1, 0.1, 0.03]", "[0.03]")).split("\n");
    const figure = Number(rows("limits")[1]!.at(-1));
    expect(Math.abs(Number(low!.split(" ")[2]) - figure)).toBeLessThan(0.1);
  });
});
