import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Entry,
  formatProgress,
  mergeProgress,
  parseProgress,
  pointsIn,
  type Progress,
} from "./progress.ts";

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T> => value;
const entry: fc.Arbitrary<Entry> = fc.record(
  {
    at: optional(fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z")),
    gaveUp: fc.constantFrom("2026-03-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"),
    hints: fc.integer({ min: 1, max: 3 }),
    points: fc.integer({ min: 0, max: 25 }),
    of: fc.constant(25),
  },
  { requiredKeys: [] },
);
const progress: fc.Arbitrary<Progress> = fc.dictionary(
  fc.constantFrom("08-adam", "08-adam/a", "08-adam/b", "02/c"),
  entry,
);

test("merging is idempotent, and neither order nor grouping changes points, hints or giving up", () => {
  const essence = (p: Progress): unknown =>
    Object.entries(p).map(([name, { points, hints, gaveUp }]) => [name, points, hints, gaveUp]);
  fc.assert(
    fc.property(progress, progress, progress, (a, b, c) => {
      const ab = mergeProgress(a, b);
      expect(mergeProgress(ab, b)).toEqual(ab);
      expect(essence(ab)).toEqual(essence(mergeProgress(b, a)));
      expect(essence(mergeProgress(ab, c))).toEqual(essence(mergeProgress(a, mergeProgress(b, c))));
    }),
  );
});

test("what is written is read back, an entry a line", () => {
  fc.assert(
    fc.property(progress, (p) => {
      const text = formatProgress(p);
      expect(parseProgress(text)).toEqual({ progress: mergeProgress(p, {}), damaged: false });
      expect(text.split("\n")).toHaveLength(Object.keys(p).length + 4);
    }),
  );
});

test("the best points stay, with the time they were first reached", () => {
  const early = { "02/c": { at: "2026-01-01", points: 5, of: 10, hash: "a" } };
  const late = { "02/c": { at: "2026-02-01", points: 5, of: 10, hash: "b" } };
  const worse = { "02/c": { at: "2026-03-01", points: 0, of: 10, hash: "c", hints: 2 } };
  expect(mergeProgress(mergeProgress(late, early), worse)["02/c"]).toEqual({
    at: "2026-01-01",
    hash: "a",
    hints: 2,
    of: 10,
    points: 5,
  });
});

test("a file that git could not merge is read with both its sides", () => {
  const text = `{
<<<<<<< HEAD
"02/c": {"points":5,"of":10},
"08-adam/a": {"hints":1},
=======
"08-adam/a": {"hints":2,"of":25,"points":25},
>>>>>>> other
"version": 1
}
`;
  expect(parseProgress(text)).toEqual({
    damaged: true,
    progress: { "02/c": { points: 5, of: 10 }, "08-adam/a": { hints: 2, of: 25, points: 25 } },
  });
});

test.each(["", "nonsense", "[1,2]", '{"02/c": {"points":5,"of":10},\n"08'])(
  "the damaged file %j is survived",
  (text) => {
    expect(parseProgress(text).damaged).toBe(true);
  },
);

test("odd values in a readable file are dropped", () => {
  const { progress: read } = parseProgress(
    '{"a/b": {"points":"many","hints":99,"of":-1}, "c": 7, "version": 1}',
  );
  expect(read).toEqual({ "a/b": { hints: 3 } });
});

test("points are summed over a lab's own tasks", () => {
  expect(
    pointsIn({ "02/c": { points: 5 }, "02/d": { points: 6 }, "021/c": { points: 9 }, "02": {} }, "02"),
  ).toBe(11);
});
