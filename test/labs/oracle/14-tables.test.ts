import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/14-vanishing-gradients/key/solution.ts";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 14's tables and picture against the program that prints them, and what its programs print. */
describe("the lesson", () => {
  const lesson = lessonOf("14-vanishing-gradients");
  const printed = lesson.figures();
  testFigures("14-vanishing-gradients", lesson, 8, printed);
  const rows = (title: string): readonly (readonly string[])[] =>
    printed
      .slice(printed.indexOf(`\n${title}\n`) + 1)
      .split(/\n\n(?=\w+\n)/)[0]!
      .split("\n")
      .slice(2)
      .map((line) => line.trim().split(/ {2,}/));
  const [depth = "", sick = ""] = blocks(lesson.texts[0]![1], "ts");

  test("the program on depth prints the figures' table of tanh", () => {
    const found = lesson
      .run(depth)
      .split("\n")
      .map((line) => line.split(" ").map((each) => each.replace("e+", "e")));
    expect(found).toEqual(rows("depth").slice(0, 7));
  });
  test("the program on a sick layer prints the figures' table", () => {
    const found = lesson
      .run(sick)
      .split("\n")
      .map((line) => line.split(" ").map((each) => each.replace("e+", "e")));
    expect(found).toEqual(rows("sick").slice(0, 3));
  });
  test("the lesson's numbers beside the tables", () => {
    const norms = rows("norms").map((row) => row.slice(1).map(Number));
    const [small, , large] = norms;
    expect((small![4]! / small![0]!).toExponential(0)).toBe("4e+7");
    expect((large![0]! / large![4]!).toExponential(0)).toBe("2e+5");
    const gain = solution.gainFor(Math.tanh);
    expect(solution.gradientFactor((z) => 1 - Math.tanh(z) ** 2, gain, 1).toFixed(2)).toBe("1.18");
  });
});
