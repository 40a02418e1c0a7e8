import { fieldsOf, typed } from "@downhill/grader/questions";
import type { Entry, Reading } from "../key/solution.ts";
import type { Module } from "./rows.ts";

/* Small files, and what a learner's `clean` makes of them. */

export type Cells = readonly [size: string, place: string, kind: string];
export const fileOf = (rows: readonly Cells[]): Entry[] =>
  rows.map(([size, place, kind]) => ({ size, place, kind }));
export const readingOf = (...absent: readonly string[]): Reading => ({
  columns: { size: "number", place: "text" },
  label: "kind",
  missing: [...absent],
});
export const cleaned = ({ clean }: Module, file: readonly Entry[], reading: Reading): unknown =>
  fieldsOf(clean(file, reading), "x", "y");

/** What becomes of several files, each under the call that made it; NA and the empty text are missing. */
export const files = (module: Module, ...all: readonly (readonly Cells[])[]): unknown =>
  Object.fromEntries(
    all.map((rows) => [
      `clean(${typed(fileOf(rows))}, reading)`,
      cleaned(module, fileOf(rows), readingOf("NA", "")),
    ]),
  );
