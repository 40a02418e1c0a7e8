import fc from "fast-check";
import { expect, test } from "vitest";
import type { Numbers, Tolerance } from "./lab.ts";
import { Recorder } from "./recorder.ts";
import { NotWritten } from "./todo.ts";
import type { Comparison } from "./verdict.ts";

const what = { en: "the answer", zh: "答案" };
const exact: Tolerance = { absolute: 1e-12, why: { en: "exact", zh: "精确" } };
const axes = [
  { en: "step", zh: "步" },
  { en: "coordinate", zh: "坐标" },
];

const close = (actual: unknown, expected: Numbers, tolerance = exact): Comparison => {
  const recorder = new Recorder();
  recorder.close(what, actual, expected, tolerance, axes);
  return recorder.comparisons[0] as Comparison;
};

test.each<[name: string, actual: unknown, expected: Numbers, english: RegExp]>([
  ["undefined", undefined, 1, /a number is expected, got undefined/],
  ["null", null, [1], /a list of 1 is expected, got null/],
  ["text", "1", 1, /got the text "1"/],
  ["a promise", Promise.resolve(1), 1, /remove `async`/],
  ["a function", Math.abs, [1], /a call's `\(\)`/],
  ["a number for a list", 3, [3], /a list of 1 is expected, got the number 3/],
  ["a list for a number", [3], 3, /a number is expected, got a list of 1/],
  ["a short list", [1], [1, 2], /length 2, got length 1/],
  [
    "a short row",
    [[1, 2], [3]],
    [
      [1, 2],
      [3, 4],
    ],
    /at step 1 \(counting from 0\), the list must have length 2/,
  ],
  ["a hole", [1, undefined], [1, 2], /at step 1.*got undefined/],
  ["NaN", NaN, 1, /differs/],
  ["NaN inside", [[1, NaN]], [[1, 2]], /first differ at step 0, coordinate 1/],
  ["infinity", Infinity, 1, /differs/],
  ["a number where NaN is expected", 1, NaN, /differs/],
])("close answers %s with a sentence in both languages", (_, actual, expected, english) => {
  const comparison = close(actual, expected);
  expect(comparison.ok).toBe(false);
  expect(comparison.sentence?.en).toMatch(english);
  expect(comparison.sentence?.zh).toMatch(/[一-鿿]/);
});

test.each<[actual: unknown, expected: Numbers]>([
  [NaN, NaN],
  [Infinity, Infinity],
  [-0, 0],
  [new Float32Array([1, 2]), [1, 2]],
  [
    [[1], [2]],
    [new Float64Array([1]), [2]],
  ],
  [[], []],
])("close accepts %j for %j", (actual, expected) => {
  expect(close(actual, expected).ok).toBe(true);
});

test("the tolerance is absolute + relative · |expected|", () => {
  const tolerance = { absolute: 0.5, relative: 0.1, why: exact.why };
  expect(close(11.49, 10, tolerance).ok).toBe(true);
  expect(close(11.51, 10, tolerance).ok).toBe(false);
  expect(close(-11.49, -10, tolerance).ok).toBe(true);
});

test("the first and the largest difference are found apart", () => {
  const comparison = close(
    [
      [0, 1.5],
      [9, 1],
    ],
    [
      [0, 1],
      [2, 1],
    ],
  );
  expect(comparison.first).toMatchObject({ path: [0, 1], expected: "1", got: "1.5" });
  expect(comparison.largest).toMatchObject({ path: [1, 0], difference: "7" });
  expect(comparison.differing).toEqual({ count: 2, of: 4 });
});

test("a NaN is the largest difference of all", () => {
  expect(close([5, NaN], [1, 1]).largest).toMatchObject({ path: [1], difference: "Infinity" });
});

test("holds takes nothing but true", () => {
  const recorder = new Recorder();
  recorder.holds(what, "yes", { en: "no", zh: "不" });
  expect(recorder.comparisons[0]?.ok).toBe(false);
});

const thrown = (fn: () => unknown, message?: RegExp): Comparison => {
  const recorder = new Recorder();
  recorder.throws(what, fn, message);
  return recorder.comparisons[0] as Comparison;
};
const fail = (error: unknown) => (): never => {
  throw error;
};

test.each<[name: string, fn: () => unknown, message: RegExp | undefined, ok: boolean]>([
  ["an error", fail(new Error("rate must be above 0")), /rate/, true],
  ["any error when no message is asked for", fail(new RangeError("x")), undefined, true],
  ["another message", fail(new Error("boo")), /rate/, false],
  ["no error", () => 1, undefined, false],
  ["a thrown text", fail("rate"), /rate/, false],
  ["a rejected promise", () => Promise.reject(new Error("rate")), /rate/, false],
  ["a missing function", () => (undefined as unknown as () => void)(), undefined, false],
])("throws judges %s", (_, fn, message, ok) => {
  expect(thrown(fn, message).ok).toBe(ok);
});

test("throws lets an unwritten starter through, so that it is not counted as an error well thrown", () => {
  expect(() => thrown(fail(new NotWritten("step")))).toThrow(NotWritten);
});

test("no value makes the recorder throw, and no value but the same passes", () => {
  fc.assert(
    fc.property(fc.anything(), fc.double({ noNaN: true }), (actual, expected) => {
      const recorder = new Recorder();
      recorder.close(what, actual, expected, { why: exact.why });
      recorder.close(what, actual, [[expected]], { why: exact.why });
      recorder.equal(what, actual, actual);
      expect(recorder.comparisons.map(({ ok }) => ok)).toEqual([
        typeof actual === "number" && actual === expected,
        Array.isArray(actual) &&
          JSON.stringify(actual) === JSON.stringify([[expected]]) &&
          actual[0][0] === expected,
        true,
      ]);
    }),
  );
});

test("a value that throws when it is read is shown, not passed on", () => {
  const hostile = new Proxy(
    {},
    {
      get: fail(new Error("hostile")),
      getPrototypeOf: fail(new Error("hostile")),
    },
  );
  expect(close(hostile, 1).ok).toBe(false);
});

test("a note is kept and compared with nothing", () => {
  const recorder = new Recorder();
  recorder.note({ en: "ran on the interpreter", zh: "运行于：解释器" });
  expect(recorder.notes).toEqual([{ en: "ran on the interpreter", zh: "运行于：解释器" }]);
  expect(recorder.comparisons).toEqual([]);
  expect(recorder.answers).toEqual([]);
});
