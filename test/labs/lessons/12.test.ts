import { describe, expect, test } from "vitest";
import { ranged, sharpness, trained } from "../../../labs/12-rate-search/measure.ts";
import { measured } from "../../../labs/12-rate-search/provided/measured.ts";
import { blocks, lessonOf, testFigures } from "./lesson.ts";
import { near } from "../oracle/near.ts";

/*
 * Lab 12's lesson: its tables and opening are what figures.ts makes, its programs run on the solution, and
 * what was measured once is measured again.
 */

describe("what was measured, measured again", () => {
  test("two range tests", { timeout: 60_000 }, async () => {
    const range = await ranged("descent", 1);
    near(
      [range.suggestion, range.lowest],
      [measured.descent.suggestion[1]!, measured.descent.lowest[1]!],
      1e-3,
    );
    near([(await ranged("adam", 0, { steps: 200 })).suggestion], [measured.adam.lengths[200][0]!], 1e-3);
  });
  test("a training of the sweep, and a sharpness", { timeout: 120_000 }, async () => {
    // 313 steps magnify the last bits of a machine.
    expect(Math.abs((await trained("adam", 0, 0.002))! - measured.adam.sweep[2]![0]!)).toBeLessThan(0.02);
    near([await sharpness(0)], [measured.sharpness[0]!], 1e-2);
  });
});

describe("the lesson", () => {
  const lesson = lessonOf("12-rate-search");
  testFigures("12-rate-search", lesson, 10, lesson.figures());
  test("both languages have the same programs, and the first one tends to 12.6", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese).toEqual(english);
    const lines = lesson
      .run(english![0]!)
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    expect(lines.map(([mu, rate]) => [mu, rate!.toFixed(2)])).toEqual([
      [1, "2.07"],
      [0.1, "7.86"],
      [0.01, "11.38"],
      [0.001, "12.25"],
    ]);
  });
  test("the second program prints a line for each of eight tests", { timeout: 60_000 }, () => {
    const lines = lesson.run(blocks(lesson.texts[0]![1], "ts")[1]!).split("\n");
    expect(lines).toHaveLength(8);
    for (const line of lines.slice(6)) expect(Number(line.split(" ")[2])).toBeGreaterThan(0.1);
  });
});
