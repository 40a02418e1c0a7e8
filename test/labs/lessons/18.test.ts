import { describe, expect, test } from "vitest";
import { clothes } from "../../../labs/18-hyper-parameters/provided/clothes.ts";
import { curve, kept, pooled, suggestion } from "../../../labs/18-hyper-parameters/provided/trials.ts";
import { blocks, lessonOf, partIn, testFigures } from "./lesson.ts";
import { near } from "../oracle/near.ts";

/*
 * Lab 18's lesson: its tables and opening are what figures.ts makes, its programs run on the solution, and
 * what was measured once is measured again.
 */

/** Trainings whose losses are those of a formula. */

describe("what was measured, measured again", () => {
  test("the pool's first training, one of a suggestion, and a range test", { timeout: 120_000 }, async () => {
    const { pool, suggested, suggestions } = kept();
    const start = await clothes();
    const [first] = await pooled(start, 1, 2);
    expect(first!.configuration).toEqual(pool[0]!.configuration);
    near(first!.validation as number[], pool[0]!.validation.slice(0, 2) as number[], 0.02);
    const again = await curve(start, suggested[1]!.configuration, 1, 3);
    near(again.test as number[], suggested[1]!.test.slice(0, 3) as number[], 0.02);
    near([await suggestion(0)], [suggestions[0]!], 0.02);
  });
});

describe("the lesson", () => {
  const lesson = lessonOf("18-hyper-parameters");
  const printed = lesson.figures();
  testFigures("18-hyper-parameters", lesson, 9, printed);
  test("the program about useless hyper-parameters prints what the table says", () => {
    const [, useless] = blocks(lesson.texts[0]![1], "ts");
    const lines = lesson
      .run(useless!)
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    const table = partIn(printed, "distance")
      .trimEnd()
      .split("\n")
      .slice(-2)
      .map((line) => line.trim().split(/ {2,}/).slice(1).map(Number));
    for (const [i, [, byGrid, byChance]] of lines.entries()) {
      expect(Math.abs(byGrid! - table[0]![i]!)).toBeLessThan(0.002);
      expect(Math.abs(byChance! - table[1]![i]!)).toBeLessThan(0.001);
    }
  });
  test("both languages have the same programs", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese).toEqual(english);
  });
});
