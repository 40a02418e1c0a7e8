import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/10-decay/key/solution.ts";
import { train } from "../../../labs/10-decay/provided/big-model.ts";
import {
  kept,
  type Name,
  runs,
  seeds,
  sharpnessAfter,
  trained,
  warmed,
} from "../../../labs/10-decay/provided/trainings.ts";
import { opening } from "../../../labs/10-decay/runs.ts";
import { blocks, lessonOf, rowsIn, testFigures } from "./lesson.ts";

/*
 * Lab 10's tables and picture against the program that prints them, their numbers against a learner's own code, and the
 * trainings that are kept in a file against the beginnings of such trainings.
 */
const { bestRates, cosine, expectedErrors, join, polynomial, timeBased, warmup } = solution;
const lesson = lessonOf("10-decay");
const printed = lesson.figures();
const rows = (title: string) => rowsIn(printed, title);

describe("the lesson", () => {
  testFigures("10-decay", lesson, 12, printed, opening);
  const bowl = { curvature: 1, noise: 1, start: 100 };
  const lossesOf = (schedule: solution.Schedule, steps: number, start = 100): readonly number[] =>
    expectedErrors(schedule, { ...bowl, start }, steps).map((error) => error / 2);

  test("the floor: a learner's errors, and the mean of drawn runs within four standard errors of them", () => {
    for (const [rate, floor, near, , , last, measured = ""] of rows("floor")) {
      const losses = lossesOf(() => Number(rate), 7000);
      expect(Number(floor)).toBeCloseTo(Number(rate) / (2 * (2 - Number(rate))), 4);
      expect(losses.findIndex((loss) => loss < (2 * Number(rate)) / (2 * (2 - Number(rate))))).toBe(
        Number(near),
      );
      expect(losses[1000]!.toFixed(4)).toBe(last);
      const [mean = NaN, error = NaN] = measured.split(" ± ").map(Number);
      expect(Math.abs(mean - losses[1000]!)).toBeLessThan(4 * error + 5e-5);
    }
  });
  test("the longer the training, the smaller the best constant rate, as the text says", () => {
    const bestAfter = (column: number): string =>
      rows("floor").toSorted((a, b) => Number(a[column]) - Number(b[column]))[0]![0]!;
    expect([3, 4, 5].map(bestAfter)).toEqual(["0.5", "0.05", "0.01"]);
  });
  test("the best rates: those of a learner, and no row is below theirs", () => {
    const best = lossesOf(bestRates({ ...bowl, start: 1 }), 10_000, 1);
    const [large, small, theirs] = rows("best").map((row) => row.slice(1).map(Number));
    for (const [i, t] of [0, 1, 10, 100, 1000, 10_000].entries()) {
      expect(theirs![i]! / best[t]!).toBeCloseTo(1, 1);
      expect(Math.min(large![i]!, small![i]!)).toBeGreaterThanOrEqual(theirs![i]!);
    }
  });
  test("three directions: every falling shape but the held one does better than the best constant rate by a third", () => {
    const [constant, ...falling] = rows("compared").map((row) => Number(row[3]));
    for (const loss of falling) expect(loss / constant!).toBeLessThan(2 / 3);
    const total = (schedule: solution.Schedule): number =>
      [1, 0.1, 0.01].reduce(
        (sum, curvature) =>
          sum +
          (curvature *
            expectedErrors(schedule, { curvature, noise: 1, start: 1 / curvature }, 1000).at(-1)!) /
            2,
        0,
      );
    const at = (name: string): readonly string[] => rows("compared").find(([first]) => first === name)!;
    for (const [name, of] of [
      ["linear", (rate: number) => polynomial(rate, 1000, 0, 1)],
      ["cosine", (rate: number) => cosine(rate, 1000, 0)],
      ["1/(1+t/30)", (rate: number) => timeBased(rate, 30)],
    ] as const)
      expect(total(of(Number(at(name)[1]))) / Number(at(name)[3])).toBeCloseTo(1, 1);
  });
  test("multiplied or joined: a learner's own warm-up and cosine", () => {
    const at = [0, 50, 99, 100, 200, 550, 1000];
    const made = [
      warmup(cosine(0.1, 1000, 0), 100),
      join([
        { schedule: warmup(() => 0.1, 100), steps: 100 },
        { schedule: cosine(0.1, 900, 0), steps: 900 },
      ]),
    ];
    expect(rows("joined").map((row) => row.slice(1))).toEqual(
      made.map((schedule) => at.map((t) => schedule(t).toFixed(4))),
    );
  });
  test("the program with a cut, the same in both languages, prints what figures.ts does", () => {
    const [program = "", other] = lesson.texts.map(([, text]) => blocks(text, "ts")[0]);
    expect(other).toBe(program);
    const shown = lesson
      .run(program)
      .split("\n")
      .join(" ")
      .match(/\d\.\d{4}|\d\d\.\d{4}/g);
    const cuts = new Set(shown);
    for (const row of rows("cut").filter(([at]) => at === "200" || at === "900"))
      for (const loss of row.slice(1)) expect(cuts).toContain(loss);
  });
});

describe("the trainings that are kept", () => {
  const { runs: all, sharpness } = kept();
  test("are those that trainings.ts names, each with its seeds", () => {
    expect(Object.keys(all)).toEqual(Object.keys(runs));
    for (const name of Object.keys(runs) as Name[]) expect(all[name]).toHaveLength(seeds.length);
    expect(Object.keys(sharpness)).toEqual(Object.keys(warmed));
  });
  test("the one at the largest rate begins as it did", { timeout: 60_000 }, async () => {
    const { losses } = await trained("constant 0.3", 1, 125);
    expect(losses[0]! / all["constant 0.3"][1]!.losses[0]!).toBeCloseTo(1, 2);
  });
  test("the wall at the start is where it was", { timeout: 60_000 }, async () => {
    expect((await sharpnessAfter(warmed["warm-up"], 0, 2)) / sharpness["warm-up"][2]![0]!).toBeCloseTo(1, 2);
  });
  test("the learner's own schedules train the network as the packages' do", { timeout: 60_000 }, async () => {
    const settings = { batchSize: 16, steps: 20, seed: 0, every: 20 };
    const [own, theirs] = [
      await train("descent", warmup(cosine(0.3, 1875, 0), 100), settings),
      await train("descent", runs["warm-up 0.3"][1], settings),
    ];
    expect(own.losses[0]! / theirs.losses[0]!).toBeCloseTo(1, 4);
  });
  test("every falling rate ends lower than every constant one with the same rule, for each seed, as the text says", () => {
    const last = (name: Name): readonly number[] => all[name].map(({ losses }) => losses.at(-1)!);
    for (const constant of ["constant 0.3", "constant 0.1", "constant 0.03", "constant 0.01"] as const)
      for (const falling of ["cosine 0.1", "linear 0.1"] as const)
        expect(Math.max(...last(falling))).toBeLessThan(Math.min(...last(constant)));
  });
});
