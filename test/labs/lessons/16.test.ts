import { describe, expect, test } from "vitest";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/* Lab 16's lesson: its tables are what figures.ts prints, its programs run, and they print the same numbers. */
describe("the lesson", () => {
  const lesson = lessonOf("16-l1-and-l2");
  const printed = lesson.figures();
  testFigures("16-l1-and-l2", lesson, 10, printed);
  const programs = lesson.texts.map(([, text]) => blocks(text, "ts"));
  test("both languages have the same programs", () => {
    expect(programs[1]).toEqual(programs[0]);
  });
  test.each(["faster", "twins"])("the program of %s prints what figures.ts does", (name) => {
    const at = ["faster", "twins"].indexOf(name);
    const lines = lesson.run(programs[0]![at]!).split("\n");
    expect(lines.map((line) => line.split(" "))).toEqual(rowsIn(printed, name));
  });
});
