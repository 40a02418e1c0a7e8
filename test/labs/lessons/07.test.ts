import { describe, expect, test } from "vitest";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 07's lesson: its tables and opening are what figures.ts makes, its programs run on the solution. */

describe("the lesson", () => {
  const lesson = lessonOf("07-rmsprop");
  const printed = lesson.figures();
  testFigures("07-rmsprop", lesson, 8, printed);
  test.each(lesson.texts)("%s: its programs print what the figures do", (_, text) => {
    const [tilted, rare] = blocks(text, "ts").map((program) =>
      lesson
        .run(program)
        .split("\n")
        .map((line) => line.split(" ")[1]!.padStart(8)),
    );
    expect(printed).toContain(`RMSprop     200${tilted!.join("")}`);
    [0.9, 0.99, 0.999, 0.9999].forEach((beta, i) =>
      expect(printed).toContain(
        `RMSprop${String(beta).padStart(8)}${rare!.slice(4 * i, 4 * i + 4).join("")}`,
      ),
    );
  });
});
