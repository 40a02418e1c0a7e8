import { describe, expect, test } from "vitest";
import { kept, type Name, trained } from "../../../labs/17-generalization/provided/remedies.ts";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/*
 * Lab 17's lesson: its tables and opening are what figures.ts makes, its programs run on the solution, and
 * what was measured once is measured again.
 */

describe("what was measured, measured again", () => {
  test.each<Name>(["none", "all three"])("the first epochs of %s", { timeout: 60_000 }, async (name) => {
    const { train } = await trained(name, 0, 3);
    if (name === "none") {
      const recorded = kept()[name][0]!.curves!.train;
      for (const [epoch, [loss]] of train.entries())
        expect(Math.abs(loss - recorded[epoch]![0])).toBeLessThan(0.02);
    }
    expect(train[2]![0]).toBeLessThan(train[0]![0]);
  });
});

describe("the lesson", () => {
  const lesson = lessonOf("17-generalization");
  const printed = lesson.figures();
  testFigures("17-generalization", lesson, 10, printed);
  test("both languages have the same programs", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese).toEqual(english);
  });
  test("copies dealt out freely hide most of the error", { timeout: 60_000 }, () => {
    const lines = lesson.run(blocks(lesson.texts[0]![1], "ts")[0]!).split("\n");
    const [freely, together] = lines.map((line) => Number(line.split(" ").at(-1)));
    expect(freely!).toBeLessThan(together! - 0.05);
    const [free, one] = rowsIn(printed, "copies").map(
      (cells) => Number(cells.at(-1)!.replace(" %", "")) / 100,
    );
    expect(Math.abs(free! - freely!)).toBeLessThan(0.04);
    expect(Math.abs(one! - together!)).toBeLessThan(0.04);
  });
  test("more pictures, a smaller gap", { timeout: 120_000 }, () => {
    const rows = lesson
      .run(blocks(lesson.texts[0]![1], "ts")[1]!)
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    expect(rows.map(([count]) => count)).toEqual([100, 300, 1000]);
    const losses = rows.map((row) => row[3]!);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });
});
