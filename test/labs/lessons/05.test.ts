import { describe, expect, test } from "vitest";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 05's lesson: its tables and opening are what figures.ts makes, its programs run on the solution. */

describe("the lesson", { timeout: 300_000 }, () => {
  const lesson = lessonOf("05-mini-batch");
  testFigures("05-mini-batch", lesson, 7, lesson.figures());
  test.each(lesson.texts)("%s: its programs run on the solution, and print what it quotes", (_, text) => {
    const [example = "", chapters = "", sorted = ""] = blocks(text, "ts");
    expect(lesson.run(chapters)).toBe(blocks(text, "console")[0]);
    expect(lesson.run(sorted).split("\n")).toHaveLength(2);
    const call =
      'import { batches } from "./sgd.ts";\nconst data = { x: [[1], [2], [3]], y: [10, 20, 30] };\n';
    const [said = "", shown = ""] = example.split("; // ");
    expect(lesson.run(`${call}console.log(JSON.stringify(${said}));`)).toBe(
      shown.replaceAll(" ", "").replaceAll(/([xy]):/g, '"$1":'),
    );
  });
});
