import { expect, test } from "vitest";
import { equality } from "./equality.ts";

test.each([
  [1, 1],
  [NaN, NaN],
  [0, -0],
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
  [new Float64Array([1, 2]), new Float64Array([1, 2])],
  [new Map([["a", [1]]]), new Map([["a", [1]]])],
  [new Set([1]), new Set([1])],
  [null, null],
])("%j equals %j", (actual, expected) => {
  expect(equality(actual, expected)).toEqual({ ok: true });
});

test.each<[actual: unknown, expected: unknown, path: (string | number)[], english: RegExp]>([
  [1, 2, [], /^2 is expected, got the number 1$/],
  [undefined, 0, [], /got undefined/],
  [{ a: [1, 5] }, { a: [1, 2] }, ["a", 1], /^at \.a\[1\], 2 is expected/],
  [{ a: 1 }, { a: 1, b: 2 }, [], /the key "b" is missing/],
  [{ a: 1, c: 0 }, { a: 1 }, [], /the key "c" does not belong/],
  [[1, 2, 3], [1, 2], [], /length 2 is expected, got length 3/],
  [[1], new Float64Array([1]), [], /is expected/],
  ["1", 1, [], /the text "1"/],
  [new Map([["a", 1]]), new Map([["a", 2]]), [0, 1], /2 is expected/],
])("%j is told from %j", (actual, expected, path, english) => {
  const { ok, sentence, first } = equality(actual, expected);
  expect(ok).toBe(false);
  expect(first?.path).toEqual(path);
  expect(sentence?.en).toMatch(english);
  expect(sentence?.zh).not.toBe(sentence?.en);
});
