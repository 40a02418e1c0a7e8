import { describe, expect, test } from "vitest";
import { compared, opening } from "../../../labs/15-data-pipeline/picture.ts";
import type { Outcome } from "../../../labs/15-data-pipeline/leaks.ts";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/* Lab 15's tables and picture against the program that prints them, and what its text says of them. */
const lesson = lessonOf("15-data-pipeline");
const printed = lesson.figures();
const rows = (title: string): readonly (readonly string[])[] =>
  rowsIn(printed, title).filter((cells) => cells.length > 1);
const number = (cell = ""): number => Number.parseFloat(cell.replace("−", "-"));

type Pair = readonly [points: number, error: number];

describe("the lesson", () => {
  /** What a row of the table of leaks says. */
  const outcomeOf = (name: string): Outcome => {
    const [, reported, fresh] = rows("leaks").find(([first]) => first === name)!;
    return { reported: number(reported) / 100, fresh: number(fresh) / 100 };
  };
  const birds = {
    none: "training set alone",
    statistics: "fill and scale by all rows",
    typo: "the same, with a typo in the test",
    repeats: "every row twice, then split",
  };
  const tosses = { train: "20 chosen by the training set", all: "20 chosen by all rows" };
  testFigures("15-data-pipeline", lesson, 7, printed, () =>
    opening(
      compared(
        (leak) => outcomeOf(birds[leak]),
        (from) => outcomeOf(tosses[from]),
      ),
    ),
  );

  test("a leak costs what it carries of the labels", () => {
    const points = rows("leaks").map((cells) => cells.at(-1)!.split(" ± ").map(number));
    const [none, statistics, , repeats, , train, all] = points as unknown as readonly [
      Pair,
      Pair,
      Pair,
      Pair,
      unknown,
      Pair,
      Pair,
    ];
    for (const honest of [none, statistics, train])
      expect(Math.abs(honest[0])).toBeLessThan(4 * honest[1] + 0.05);
    expect(repeats[0]).toBeGreaterThan(5);
    expect(all[0]).toBeGreaterThan(25);
  });
  test("both languages have the same programs", () => {
    const [english, chinese] = lesson.texts.map(([, text]) => blocks(text, "ts"));
    expect(chinese).toEqual(english);
  });
  test(
    "the first program: no leak where nothing is chosen, and more with every column",
    { timeout: 60_000 },
    () => {
      const shares = lesson
        .run(blocks(lesson.texts[0]![1], "ts")[0]!)
        .split("\n")
        .map((line) => Number(line.split(" ")[1]));
      expect(shares).toHaveLength(4);
      expect(Math.abs(shares[0]! - 0.5)).toBeLessThan(0.06);
      for (const [i, share] of shares.slice(1).entries()) expect(share).toBeGreaterThan(shares[i]!);
    },
  );
  test("the second program: a species that was never seen is harder", { timeout: 60_000 }, () => {
    const lines = lesson
      .run(blocks(lesson.texts[0]![1], "ts")[1]!)
      .split("\n")
      .map((line) => line.split(" "));
    expect(lines.map(([species]) => species)).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    // One split of few birds is noisy; the table has the means, and there it holds for all three.
    for (const [, known, other] of [lines[0]!, ...rows("groups")])
      expect(number(other)).toBeLessThan(number(known));
  });
});
