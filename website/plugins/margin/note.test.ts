import path from "node:path";
import { describe, expect, test } from "vitest";
import { errataIn, placesIn } from "./erratum.ts";
import { chapters, chapterText, notesOf } from "./note.ts";
import { sectionsOf, within } from "./section.ts";
import { citedIn, teachersIn } from "./teaching.ts";

const root = path.resolve(import.meta.dirname, "../../..");

describe.each([false, true])("in Chinese: %s", (zh) => {
  const notes = chapters.flatMap((chapter) =>
    notesOf(root, chapter, zh).map((note) => ({ chapter, ...note })),
  );

  test("every place that an erratum names has its note", () => {
    const errata = errataIn(root, zh);
    expect(errata.length).toBeGreaterThanOrEqual(30);
    for (const { id, places } of errata) {
      expect(places.length, id).toBeGreaterThan(0);
      for (const { chapter, section } of places)
        expect(
          notes.some(
            (each) => each.erratum.id === id && each.chapter === chapter && within(each.section, section),
          ),
          `${id}: ${chapter} §${section}`,
        ).toBe(true);
    }
  });

  test("every quotation is in one of the places that are named", () => {
    for (const { id, quotes } of errataIn(root, zh))
      for (const quote of quotes)
        expect(
          notes.some(({ erratum, words }) => erratum.id === id && words === quote),
          `${id} quotes “${quote}”`,
        ).toBe(true);
  });
});

test("places and citations, in both punctuations, with ranges", () => {
  const place = (each: { chapter: string; section: string }) => `${each.chapter} §${each.section}`;
  expect(placesIn("002 §3.4; 001 §6.1, §6.3").map(place)).toEqual(["002 §3.4", "001 §6.1", "001 §6.3"]);
  expect(placesIn("002 §3.4；001 §6.1、§6.3").map(place)).toEqual(["002 §3.4", "001 §6.1", "001 §6.3"]);
  expect([
    ...citedIn("Chapters 002 §2.5 (a), 001 §4.2–4.4. See §9 of the paper, and chapter 003, §3.2.1."),
  ]).toEqual(["002 §2.5", "001 §4.2", "001 §4.3", "001 §4.4", "003 §3.2.1"]);
});

test("each section on an algorithm is taught by a lab, but for 004 §3.6 and 001 §3.1, §3.3, which only name some", () => {
  const teachers = teachersIn(root, false);
  const untaught = chapters.flatMap((chapter) =>
    sectionsOf(chapterText(root, chapter))
      .filter(({ number }) => within(number, "3") && teachers(chapter, number).length === 0)
      .map(({ number }) => `${chapter} §${number}`),
  );
  expect(untaught).toEqual(["001 §3.1", "001 §3.3", "004 §3.6"]);
});
