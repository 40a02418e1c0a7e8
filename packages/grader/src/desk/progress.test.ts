import fc from "fast-check";
import { expect, test } from "vitest";
import type { Verdict } from "../judge/verdict.ts";
import { parseOldProgress } from "./old-progress.ts";
import {
  type Attempt,
  formatProgress,
  type LabProgress,
  mergeProgress,
  parseProgress,
  progressOf,
} from "./progress.ts";

const moment = fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z");
const attempt: fc.Arbitrary<Attempt> = fc
  .record({ at: moment, points: fc.integer({ min: 0, max: 100 }) })
  .map(({ at, points }) => ({ at, hash: `h${points}`, points, of: 100, tasks: { a: points } }));
const progress: fc.Arbitrary<LabProgress> = fc.record(
  {
    best: attempt,
    hints: fc.dictionary(fc.constantFrom("a", "b"), fc.integer({ min: 1, max: 3 }), { minKeys: 1 }),
    gaveUp: moment,
  },
  { requiredKeys: [] },
);

test("merging is idempotent, and neither order nor grouping matters", () => {
  fc.assert(
    fc.property(progress, progress, progress, (a, b, c) => {
      const ab = mergeProgress(a, b);
      expect(mergeProgress(ab, b)).toEqual(ab);
      expect(mergeProgress(b, a)).toEqual(ab);
      expect(mergeProgress(ab, c)).toEqual(mergeProgress(a, mergeProgress(b, c)));
    }),
  );
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(progress, (each) => {
      expect(parseProgress(formatProgress(each))).toEqual({ progress: each, damaged: false });
    }),
  );
});

test("points come from one file, not the best of each task over several", () => {
  const first = { at: "2026-01-01", hash: "a", points: 60, of: 100, tasks: { a: 0, b: 60 } };
  const second = { at: "2026-01-02", hash: "b", points: 40, of: 100, tasks: { a: 40, b: 0 } };
  expect(mergeProgress({ best: first }, { best: second }).best).toEqual(first);
  expect(mergeProgress({ best: second }, { best: first }).best).toEqual(first);
});

test.each([
  ["nonsense", {}],
  ["", {}],
  ["[1]", {}],
  ['{"version":2,"best":{"points":1e9}}', {}],
  [
    '{"version":2,"best":{"at":"2026-01-01","hash":"a","points":101,"of":100,"tasks":{}},"gaveUp":"2026-01-01"}',
    { gaveUp: "2026-01-01" },
  ],
  ['{"version":2,"hints":{"a":99}}', {}],
  ['{"version":2,"hints":{"a":-1}}', {}],
  ['{"version":2,"gaveUp":"yes"}', {}],
  ['{"version":7,"hints":{"a":1}}', { hints: { a: 1 } }],
])("of %j only the plausible parts survive, and it counts as damaged", (text, kept) => {
  expect(parseProgress(text)).toEqual({ progress: kept, damaged: true });
});

test("a file in which nothing is written yet is not an attempt", () => {
  const task = { id: "a", status: "not-written", points: 0 };
  const verdict = { sha256: "0".repeat(64), tasks: [task], points: 0, of: 100 } as unknown as Verdict;
  expect(progressOf(verdict, "2026-01-01")).toEqual({});
  const failed = { ...verdict, tasks: [{ ...task, status: "failed" }] } as unknown as Verdict;
  expect(progressOf(failed, "2026-01-01").best).toMatchObject({ hash: "000000000000", tasks: { a: 0 } });
});

test("the first version's file is read: its points as one attempt, hints and giving up", () => {
  const text = `{
"02/a": {"at":"2026-01-01T00:00:00.000Z","hash":"x","of":40,"points":40},
"02/b": {"at":"2026-01-02T00:00:00.000Z","hints":2,"of":60,"points":20},
"08": {"gaveUp":"2026-03-01T00:00:00.000Z"},
"08/m": {"hints":9},
"09/k": 7,
"version": 1
}`;
  expect(parseOldProgress(text)).toEqual({
    "02": {
      best: { at: "2026-01-02T00:00:00.000Z", hash: "", points: 60, of: 100, tasks: { a: 40, b: 20 } },
      hints: { b: 2 },
    },
    "08": { gaveUp: "2026-03-01T00:00:00.000Z", hints: { m: 3 } },
  });
  expect(parseOldProgress("{ damaged")).toEqual({});
});
