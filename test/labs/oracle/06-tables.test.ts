import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/06-momentum/key/solution.ts";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/*
 * Lab 06's tables and picture against the program that prints them, and their numbers against what a learner's own code
 * gives: the solution, started as the lesson says.
 */
const { convergenceFactor, heavyBall, nesterov } = solution;
type Vector = solution.Vector;

describe("the lesson", () => {
  const lesson = lessonOf("06-momentum");
  const printed = lesson.figures();
  testFigures("06-momentum", lesson, 5, printed);
  const rows = (title: string) => rowsIn(printed, title);

  test("the race is what a learner's own code runs: x of the heavy ball and of Nesterov momentum", () => {
    const raced = (rule: typeof heavyBall, kappa: number, learningRate: number, momentum: number): number => {
      const loss = ([x = 0, y = 0]: Vector): number => (x * x + kappa * y * y) / 2;
      let state: solution.State = { x: [1, 1 / Math.sqrt(kappa)], v: [0, 0] };
      const until = 1e-6 * loss(state.x);
      let steps = 0;
      for (; loss(state.x) > until; steps++)
        state = rule(([x = 0, y = 0]) => [x, kappa * y], state, { learningRate, momentum });
      return steps;
    };
    const expected = [10, 100, 1000, 10_000].map((kappa) => {
      const [root, wide] = [Math.sqrt(kappa), Math.sqrt(3 * kappa + 1)];
      return [
        kappa,
        raced(heavyBall, kappa, 2 / (1 + kappa), 0),
        raced(heavyBall, kappa, 4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2),
        raced(nesterov, kappa, 4 / (3 * kappa + 1), (wide - 2) / (wide + 2)),
      ];
    });
    expect(rows("race").map((row) => row.map(Number))).toEqual(expected);
    // The summary: a sixth of the steps.
    const [, descent, ball] = expected[1]!;
    expect(ball! / descent!).toBeLessThan(1 / 6);
  });
  test("the steps to a thousandth match a ball's", () => {
    for (const [beta, , steps] of rows("factors").slice(0, 7)) {
      const momentum = beta === "0.468" ? (1 - Math.sqrt(0.1)) ** 2 : Number(beta);
      let state: solution.State = { x: [1], v: [0] };
      let last = 0;
      for (let t = 1; t <= 5000; t++) {
        state = heavyBall((x) => x, state, { learningRate: 0.1, momentum });
        if (Math.abs(state.x[0]!) >= 1e-3) last = t;
      }
      expect([beta, Number(steps)]).toEqual([beta, last + 1]);
    }
  });
  test("first experiment: of the three changes two set the ball free; the third is unstable on the steep parts", () => {
    const rests = (learningRate: number, momentum: number): boolean => {
      let state: solution.State = { x: [3.3], v: [0] };
      for (let t = 0; t < 1000; t++)
        state = heavyBall(([x = 0]) => [x < 1 ? 25 * x : x < 2 ? x + 24 : 25 * x - 24], state, {
          learningRate,
          momentum,
        });
      return Math.abs(state.x[0]!) < 1e-9;
    };
    expect([rests(1 / 9, 4 / 9), rests(0.1, 4 / 9), rests(1 / 9, 0.3), rests(1 / 9, 0.6)]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect(convergenceFactor({ learningRate: 1 / 9, momentum: 0.3 }, 25)).toBeGreaterThan(1);
  });
  test.each(lesson.texts)("%s: the spread of single runs is the measured one", (_, text) => {
    const spread = rows("noise").flatMap(([, , , lowest = "", highest = ""]) => [lowest, highest]);
    const percent = (words: string): number => Number(words.replace("−", "-").replace(" %", ""));
    const ends = [Math.min(...spread.map(percent)), Math.max(...spread.map(percent))];
    for (const end of ends) expect(text).toMatch(new RegExp(`${Math.abs(end)} ?%`));
  });
  test.each(lesson.texts)("%s: its program runs on the solution, and never comes to rest", (_, text) => {
    const [program = ""] = blocks(text, "ts");
    const places = lesson
      .run(program)
      .split("\n")
      .map((line) => Number(line.split(" ")[1]));
    expect(places).toHaveLength(6);
    for (const [i, place] of places.slice(3).entries()) expect(place).toBeCloseTo(places[i]!, 8);
    expect(printed).toContain(
      places
        .slice(3)
        .map((x) => x.toFixed(3).padStart(9))
        .join(""),
    );
  });
});
