import { expect, test } from "vitest";
import "./errata/adaptive.ts";
import "./errata/batches.ts";
import "./errata/data.ts";
import "./errata/decay.ts";
import "./errata/descent.ts";
import "./errata/error-rate.ts";
import "./errata/gradients.ts";
import "./errata/models.ts";
import "./errata/parallel.ts";
import "./errata/practice.ts";
import "./errata/programs.ts";
import { rowsOf } from "./errata/stated.ts";

// What docs/reference/errata.md says is shown by the tests of test/errata, whose names begin with its numbers.

/** Errata that are only about words. */
const words = ["E21", "E25"];

const [english, chinese] = [rowsOf("en"), rowsOf("zh")];
const numbers = english.map(([number]) => number!);

test("the errata are numbered, E01 first, in four columns", () => {
  expect(numbers).toEqual(english.map((_, i) => `E${String(i + 1).padStart(2, "0")}`));
  for (const row of [...english, ...chinese]) expect(row, row[0]).toHaveLength(4);
});

test("each erratum has a demonstration, and each demonstration an erratum", ({ task }) => {
  const shown = task.file.tasks.flatMap(({ name }) => /^(E\d\d): /.exec(name)?.[1] ?? []);
  expect([...new Set(shown), ...words].toSorted()).toEqual(numbers);
});

test("both pages have the same errata, about the same chapters, with the same formulas", () => {
  const places = (rows: string[][]) => rows.map(([number, where]) => [number, where!.match(/\d+(\.\d+)*/g)]);
  expect(places(chinese)).toEqual(places(english));
  const formulas = (rows: string[][]) =>
    rows.map((row) => [
      row[0],
      [...row.join(" ").matchAll(/\$([^$]+)\$/g)].map(([, tex]) => tex!).toSorted(),
    ]);
  expect(formulas(chinese)).toEqual(formulas(english));
});

/** What a row quotes of a chapter: text in Chinese between quotation marks. */
const quotesIn = (rows: string[][]) =>
  rows.map(([number, , said = ""]) => [
    number,
    [...said.matchAll(/“([^”]*\p{Script=Han}[^”]*)”/gu)].map(([, words]) => words!).toSorted(),
  ]);

test("each erratum quotes the chapter's own words, the same on both pages", () => {
  const quotes = quotesIn(english);
  expect(quotesIn(chinese)).toEqual(quotes);
  expect(quotes.filter(([, words]) => words!.length === 0)).toEqual([]);
});
