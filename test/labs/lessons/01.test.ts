import { describe, expect, test } from "vitest";
import type * as solution from "../../../labs/01-losses/key/solution.ts";
import { near } from "../oracle/near.ts";
import { blocks, lessonOf, testFigures } from "./lesson.ts";

/* Lab 01's lesson: its tables and opening are what figures.ts makes, its programs run on the solution. */

type Vector = solution.Vector;

describe("the lesson", () => {
  const lesson = lessonOf("01-losses");
  testFigures(
    "01-losses",
    lesson,
    7,
    lesson.figures("doubt", "slopes", "check", "stable", "surprise", "scale", "order"),
  );
  test("its programs run on the solution; on 200 images the loss turns and the accuracy does not", () => {
    const [text, other] = lesson.texts.map(([, each]) => blocks(each, "ts"));
    expect(other).toEqual(text);
    const [check = "", longer = ""] = text!;
    const [formula, measured] = lesson
      .run(check)
      .split("\n")
      .map((each) => JSON.parse(each) as Vector);
    near(measured!, formula!, 1e-9);
    const numbers = lesson
      .run(longer)
      .split("\n")
      .map((each) => each.split(" ").map(Number));
    const [losses, accuracies] = [1, 2].map((column) => numbers.map((each) => each[column]!));
    expect(losses!.indexOf(Math.min(...losses!))).toBe(2);
    expect(accuracies).toEqual(accuracies!.toSorted((x, y) => x - y));
  });
});
