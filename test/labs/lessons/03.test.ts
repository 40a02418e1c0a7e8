import { describe, expect, test } from "vitest";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 03's lesson: its tables and opening are what figures.ts makes, its programs run on the solution. */

describe("the lesson", () => {
  const lesson = lessonOf("03-learning-rate");
  const run = (program: string): readonly string[] => lesson.run(program).split("\n");
  testFigures("03-learning-rate", lesson, 6, lesson.figures());
  test("both languages have the same programs, and the catapult comes to rest where the curvature allows it", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese!.slice(1)).toEqual(english!.slice(1));
    const lines = run(english![1]!);
    expect(lines).toHaveLength(9);
    for (const line of lines) {
      const words = line.split(/[\s,[\]]+/);
      const [rate, status, last] = [Number(words[0]), words[1], Number(words.at(-1))];
      expect(status).toBe(rate < 4 / 16.06 ? "done" : "diverged");
      if (status === "done") expect(last).toBeLessThan(2 / rate);
    }
  });
  test("the network ends at the edge of stability, or below it where its rate is small", () => {
    const lines = run(blocks(lesson.texts[0]![1], "ts")[2]!).map((line) => line.split(" ").map(Number));
    for (const rate of [0.1, 0.3, 0.4, 0.5]) {
      const last = lines
        .filter(([each, t]) => each === rate && t! >= 7000)
        .map(([, , , sharp]) => sharp! * rate);
      for (const stiffness of last) {
        if (rate === 0.1) expect(stiffness).toBeLessThan(1);
        else expect(Math.abs(stiffness - 2)).toBeLessThan(0.4);
      }
    }
  });
});
