import { describe, expect, test } from "vitest";
import { measured, type Name, recorded, rules, seeds } from "../../../labs/11-plateau/provided/trainings.ts";
import { blocks, lessonOf, partIn, testFigures } from "./lesson.ts";

/*
 * Lab 11's tables and picture against the program that prints them, what the lesson says of their numbers, and the trainings
 * that are kept in a file against the beginnings of such trainings.
 */
describe("the lesson", () => {
  const lesson = lessonOf("11-plateau");
  const printed = lesson.figures();
  testFigures("11-plateau", lesson, 9, printed);
  const table = (title: string): string => partIn(printed, title);

  test.each(lesson.texts)("%s: the noise, the progress and the bound on A", (_, text) => {
    const [, sigma, d, bound, lowest, center] =
      /σ = ([\d.]+), d = ([\d.e-]+), A > (\d+); best ([\d.]+) of mean ([\d.]+)/.exec(table("noise"))!;
    expect(text).toMatch(`\\sigma`);
    expect(text).toContain(Number(sigma).toFixed(2));
    expect(text).toContain(Number(d).toFixed(6));
    for (const each of [bound!, lowest!, center!]) expect(text).toContain(each);
    expect(text).toContain(`${Math.round(Number(sigma) / Number(d) / 1000)},000`);
  });
  test("its program, the same in both languages, runs on the solution and prints what figures.ts does", () => {
    const [program = "", zh] = lesson.texts.flatMap(([, text]) => blocks(text, "ts"));
    expect(zh).toBe(program);
    const lines = lesson.run(program).split("\n");
    const [hasty, patient] = [lines.findIndex((each) => each.startsWith("50 ")), lines.length - 1];
    const rows = table("patience").split("\n").slice(2);
    const seen = (from: number, end: number) => ({
      cuts: lines.slice(from, end).map((each) => each.split(" ")[0]),
      loss: lines[end]!.split(" ")[2],
    });
    for (const [row, { cuts, loss }] of [
      [rows[0]!, seen(0, hasty)],
      [rows[1]!, seen(hasty + 1, patient)],
    ] as const) {
      expect(row).toContain(` ${loss} `);
      expect(row).toContain(cuts.slice(0, 6).join(" "));
    }
  });
});

describe("the trainings that are kept", () => {
  test("are those that trainings.ts names, each with its seeds", () => {
    expect(Object.keys(recorded)).toEqual(Object.keys(rules));
    for (const all of Object.values(recorded)) expect(all).toHaveLength(seeds.length);
  });
  test.each([
    ["restarts", 1, 2500],
    ["batches", 2, 2500],
  ] as const)("%s from seed %i begins as it did", { timeout: 60_000 }, async (name, seed, steps) => {
    const [kept, now] = [recorded[name][seed]!, await measured(name, seed, steps)];
    const before = kept.changes.filter(([step]) => step < steps);
    expect(now.changes).toEqual(before);
    for (const [i, loss] of now.losses.entries()) expect(loss / kept.losses[i]!).toBeCloseTo(1, 2);
    for (const [i, loss] of now.trained.entries()) expect(loss / kept.trained[i]!).toBeCloseTo(1, 2);
    for (const [i, { loss, accuracy }] of now.tested.entries()) {
      expect(loss / kept.tested[i]!.loss).toBeCloseTo(1, 2);
      expect(accuracy).toBeCloseTo(kept.tested[i]!.accuracy, 2);
    }
  });
  test("what the lesson says of its first table holds for each seed", () => {
    const last = (name: Name): readonly number[] => recorded[name].map(({ tested }) => tested.at(-1)!.loss);
    const best = ["patient", "quarters", "epochs", "proportional", "cosine"] as const;
    for (const worse of ["constant", "batches"] as const)
      for (const better of best) expect(Math.min(...last(worse))).toBeGreaterThan(Math.max(...last(better)));
  });
});
