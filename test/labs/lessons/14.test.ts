import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/14-vanishing-gradients/key/solution.ts";
import { kept, remedies, seeds, trained } from "../../../labs/14-vanishing-gradients/provided/remedies.ts";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/*
 * Lab 14's tables and picture against the program that prints them, what its programs print, and the trainings that are
 * kept in a file against the beginnings of such trainings.
 */
describe("the lesson", () => {
  const lesson = lessonOf("14-vanishing-gradients");
  const printed = lesson.figures();
  testFigures("14-vanishing-gradients", lesson, 8, printed);
  const rows = (title: string) => rowsIn(printed, title);
  const [depth = "", sick = ""] = blocks(lesson.texts[0]![1], "ts");

  test("the programs on depth and on a sick layer, in one process, print the figures' tables", () => {
    const found = lesson
      .run(`${depth}\n${sick}`)
      .split("\n")
      .map((line) => line.split(" ").map((each) => each.replace("e+", "e")));
    expect(found).toEqual([...rows("depth").slice(0, 7), ...rows("sick").slice(0, 3)]);
  });
  test("the lesson's numbers outside the tables", () => {
    const norms = rows("norms").map((row) => row.slice(1).map(Number));
    const [small, , large] = norms;
    expect((small![4]! / small![0]!).toExponential(0)).toBe("4e+7");
    expect((large![0]! / large![4]!).toExponential(0)).toBe("2e+5");
    const gain = solution.gainFor(Math.tanh);
    expect(solution.gradientFactor((z) => 1 - Math.tanh(z) ** 2, gain, 1).toFixed(2)).toBe("1.18");
    const relu = rows("propagation").filter(([f]) => f === "relu");
    for (const [, , predicted, measured, lowest, highest] of relu) {
      expect(Math.round(Number(measured) / Number(predicted))).toBe(2);
      expect(Math.round(Number(highest) / Number(lowest) / 10)).toBe(6);
    }
  });
});

describe("the trainings that are kept", () => {
  const { vanishing, exploding } = kept();
  const right = (found: readonly { readonly right: number | null }[] | undefined): readonly number[] =>
    found!.map((each) => each.right ?? NaN);

  test("are those that remedies.ts names, each with its seeds", () => {
    for (const disease of ["vanishing", "exploding"] as const) {
      expect(Object.keys(kept()[disease])).toEqual(Object.keys(remedies[disease]));
      for (const found of Object.values(kept()[disease])) expect(found).toHaveLength(seeds.length);
    }
  });
  test.each([
    ["vanishing", "residual, He, 1/√20"],
    ["exploding", "clipped to length 1"],
  ] as const)("%s, %s: begins as it did", { timeout: 60_000 }, async (disease, name) => {
    const { first, losses } = await trained(disease, name, seeds[0], 3);
    const before = kept()[disease][name]![0]!;
    expect(first / before.first).toBeCloseTo(1, 3);
    for (const [step, loss] of losses.entries())
      expect(loss === null ? null : loss / before.losses[step]!).toEqual(
        before.losses[step] === null ? null : expect.closeTo(1, 2),
      );
  });
  test("say what the text says of them", () => {
    const guessing = 0.11;
    for (const name of [
      "σ = 0.1, rate 0.03",
      "rate 10",
      "clipped to length 1",
      "L2 penalty 0.01",
      "Adam 0.001",
    ])
      expect(Math.max(...right(vanishing[name]))).toBeLessThan(guessing);
    expect(right(vanishing["RMSprop 0.001"]).filter((each) => each < guessing)).toHaveLength(1);
    const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
    const he = sum(right(vanishing["He's initialisation"]));
    expect(Math.round(sum(right(vanishing["He and Adam 0.001"])) / he)).toBe(2);
    const best = Math.min(...right(vanishing["residual, He, 1/√20"]));
    for (const [name, found] of Object.entries(vanishing))
      if (name !== "residual, He, 1/√20") expect(Math.max(...right(found))).toBeLessThan(best);
    for (const name of ["rate 1e-8", "Adam 0.001", "clipped to length 1"])
      expect(Math.max(...right(exploding[name]))).toBeLessThan(0.175);
    const firsts = (name: string): number => sum(exploding[name]!.map(({ first }) => first));
    expect(Math.round(firsts("residual") / firsts("σ = 0.5, rate 0.03") / 10)).toBe(1);
    for (const name of ["σ = 0.5, rate 0.03", "L2 penalty 0.01", "residual"])
      expect(right(exploding[name])).toEqual([NaN, NaN]);
  });
});
