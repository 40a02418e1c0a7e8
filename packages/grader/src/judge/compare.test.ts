import { expect, test } from "vitest";
import { type AnsweredError, answerOf } from "../lab/answer.ts";
import { plain } from "../box/plain.ts";
import { freed, kept } from "../lab/questions.ts";
import { compare } from "./compare.ts";
import { digits } from "./shown.ts";

const what = { en: "call", zh: "调用" };
const axes = [
  { en: "step", zh: "步" },
  { en: "coordinate", zh: "个坐标" },
];
/** As an answer arrives: copied in the box, sent as JSON, read by the judge. */
const answered = (value: unknown): unknown => answerOf(JSON.parse(JSON.stringify(plain(value))));
const verdict = (actual: unknown, right: unknown): string =>
  compare(answered(actual), answered(right), { what, axes })?.sentence.en ?? "right";

class Point {
  readonly #x = 1;
  get x(): number {
    return this.#x;
  }
}
class Own extends RangeError {}

test.each([
  ["typed arrays are lists", Float64Array.of(1, 2), [1, 2], "right"],
  ["getters of a class are fields", new Point(), { x: 1 }, "right"],
  ["extra fields are ignored", { x: 1, y: 2 }, { x: 1 }, "right"],
  ["0 is −0", -0, 0, "right"],
  ["NaN is NaN", NaN, NaN, "right"],
  ["∞ is not −∞", -Infinity, Infinity, "call: the number differs from what is expected."],
  ["rounding is not a difference", 0.1 + 0.2, 0.3, "right"],
  ["a subclass of an error is one", new Own("a"), new RangeError("b"), "right"],
  [
    "another class of error is not",
    new TypeError("a"),
    new RangeError("b"),
    "call: a thrown RangeError is expected, got an error, TypeError: a.",
  ],
  [
    "an error explains that nothing was counted",
    { begun: 0, answer: new RangeError("a") },
    { begun: 3, answer: { x: 1 } },
    "call: at answer, an object with x is expected, got an error, RangeError: a.",
  ],
  [
    "an error that was not thrown explains a count",
    { answer: [1], begun: 3 },
    { answer: new RangeError("a"), begun: 0 },
    "call: at answer, a thrown RangeError is expected, got a list of 1: [1].",
  ],
  [
    "an error does not explain a number of another call",
    { "f(1)": 2, "f(2)": new RangeError("a") },
    { "f(1)": 3, "f(2)": 4 },
    "call: the numbers first differ at f(1).",
  ],
  [
    "an error does not explain a number that is no count",
    { share: 0.25, answer: new RangeError("a") },
    { share: 0.5, answer: 4 },
    "call: the numbers first differ at share.",
  ],
  [
    "an error explains a missing field",
    { path: new RangeError("a"), places: 2 },
    { path: [1], zeros: [1], places: 2 },
    "call: at path, a list of 1 is expected, got an error, RangeError: a.",
  ],
  [
    "a promise in a field was not awaited",
    { loss: Promise.resolve(1) },
    { loss: 1 },
    "call: at loss, a number is expected, got a promise (is an `await` missing?).",
  ],
  [
    "a promise in a list was not awaited, or returned by one of several calls",
    [Promise.resolve(1)],
    [1],
    "call: at coordinate 0 (counting from 0), a number is expected, got a promise (remove `async`, or is an `await` missing?).",
  ],
  [
    "a promise for an answer",
    Promise.resolve(1),
    1,
    "call: a number is expected, got a promise (this function must return its result directly: remove `async`).",
  ],
  [
    "a place that begins with at",
    { "at once": ["b"] },
    { "at once": ["a"] },
    'call: at once, coordinate 0 (counting from 0), "a" is expected, got the text "b".',
  ],
  ["undefined may be right", { x: undefined }, { x: undefined }, "right"],
  ["a missing field", {}, { x: 1 }, "call: `x` is missing."],
  ["a missing return", undefined, 1, "call: a number is expected, got undefined (is a `return` missing?)."],
  [
    "a missing return of one of several calls",
    { "f(1)": undefined },
    { "f(1)": 1 },
    "call: at f(1), a number is expected, got undefined (is a `return` missing?).",
  ],
  [
    "an entry of a list may never have been set",
    { "f(1)": [2, undefined] },
    { "f(1)": [2, 3] },
    "call: at f(1), coordinate 1 (counting from 0), a number is expected, got undefined (is a `return` missing, or was this entry never set?).",
  ],
  [
    "an undefined field is not a missing return",
    { x: undefined },
    { x: [1] },
    "call: at x, a list of 1 is expected, got undefined.",
  ],
  ["a wrong length", [1], [1, 2], "call: the list must have length 2, got length 1."],
  [
    "a path and a point share names",
    { path: [[1, 2]], x: [1, 3] },
    { path: [[1, 2]], x: [1, 2] },
    "call: the numbers first differ at x, coordinate 1 (counting from 0).",
  ],
  [
    "the first of many",
    [
      [1, 2],
      [3, 5],
    ],
    [
      [1, 2],
      [3, 4],
    ],
    "call: the numbers first differ at step 1, coordinate 1 (counting from 0).",
  ],
  ["a text for a text", "loss", "gradient", 'call: "gradient" is expected, got the text "loss".'],
  [
    "what was passed in, overwritten, before what follows from it",
    { answer: [1], "x afterwards": [1, 2] },
    { answer: [2], "x afterwards": [1, 3] },
    "call: your code has changed what it was given, at x afterwards, coordinate 1 (counting from 0). Write into your own lists and objects.",
  ],
  [
    "what was passed in, freed",
    { "x afterwards": freed },
    { "x afterwards": 1 },
    "call: at x afterwards, a number is expected, got a tensor that was freed.",
  ],
  ["a column for a number", [[1]], 1, "call: a number is expected, got a list of 1: [[1]]."],
] as const)("%s", (_, actual, right, expected) => {
  expect(verdict(actual, right)).toBe(expected);
});

test("a place in Chinese takes the axis's own measure word", () => {
  const first = compare(answered([[1, 2]]), answered([[1, 3]]), { what, axes });
  expect(first?.sentence.zh).toBe("调用：最先不符的位置是：第 0 步，第 1 个坐标（从 0 数起）。");
});

test("an error thrown by a broken call is not an intended error", () => {
  const broken = answered(
    (() => {
      try {
        return (undefined as unknown as () => number)();
      } catch (error) {
        return error;
      }
    })(),
  );
  expect((broken as AnsweredError).accidental).toBe(true);
  expect(compare(broken, answered(new TypeError("on purpose")), { what })).toBeDefined();
});

test("the largest difference and how many differ", () => {
  const found = compare([1, 2.5, 9], [1, 2, 3], { what });
  expect(found).toMatchObject({
    first: { path: [1], expected: "2", got: "2.5" },
    largest: { path: [2], difference: "6" },
    differing: { count: 2, of: 3 },
  });
});

test("a number that is NaN differs by NaN", () => {
  expect(compare([1, NaN], [1, 2], { what })?.largest?.difference).toBe("NaN");
});

test.each([
  [0.5999999999999996, 1e-10, "0.6"],
  [1 / 3, 1e-3, "0.3333"],
  [1234567.891, 0, "1234567.891"],
  [-1e-12, 1e-9, "-1e-12"],
  [1e21, 1e-9, "1e+21"],
  [NaN, 1e-9, "NaN"],
  [-0, 0, "0"],
])("%d within %d is shown as %s", (value, relative, expected) => {
  expect(digits(value, { relative, absolute: 0 })).toBe(expected);
});

test("unreadable values are marked, and nothing throws", () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const throws = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  for (const odd of [
    cyclic,
    throws,
    () => 1,
    Symbol("s"),
    1n,
    Promise.resolve(1),
    Object.assign([], { length: 1e9 }),
    "x".repeat(1e6),
  ]) {
    expect(compare(answered(odd), 1, { what })?.sentence.en).toMatch(/^call: /);
  }
});

test("any message of a box can be read", () => {
  const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`) as unknown;
  for (const said of [
    deep,
    { $: 1 },
    { $: "error" },
    { $: "error", kinds: 3 },
    { $: "nonsense" },
    { $: "cut" },
    null,
  ]) {
    expect(() => answerOf(said)).not.toThrow();
  }
});

test("a large field of a learner's own costs no other field", () => {
  const many = Array.from({ length: 15_000 }, () => 1);
  class Slopes {
    readonly [key: string]: unknown;
    get exact(): number {
      return 2;
    }
  }
  const answer = Object.assign(new Slopes(), { x: many, v: many, numeric: 3 });
  expect(compare(answered(answer), answered({ exact: 2, numeric: 3 }), { what })).toBeUndefined();
});

test("an answer that a later call has changed is reported as changed; one that was wrong from the start is not", () => {
  const shared = [1, 2];
  const first = kept(shared);
  shared[1] = 9;
  const changed = compare(answered({ first }), answered({ first: kept([1, 2]) }), { what });
  expect(changed?.sentence.en).toMatch(
    /given earlier has changed since, at first, after later calls, entry 1/,
  );
  expect(changed?.sentence.zh).toMatch(/先前返回的结果后来变了.*第一次，之后再看/);
  const wrong = compare(answered({ first: kept([1, 9]) }), answered({ first: kept([1, 2]) }), { what });
  expect(wrong?.sentence.en).toMatch(/first differ at first, at once, entry 1/);
});

test("an entry of a nested list that no axis names is written as in code", () => {
  const at = (actual: unknown, right: unknown, of = {}) =>
    compare(answered(actual), answered(right), { what, ...of })?.sentence;
  const theta = at({ theta: [[1], [2]] }, { theta: [[1], [3]] });
  expect(theta?.en).toContain("theta, entry [1][0] (counting from 0)");
  expect(theta?.zh).toContain("theta，第 [1][0] 项（从 0 数起）");
  const step = [{ en: "step", zh: "步" }];
  expect(at([[[1], [2]]], [[[1], [3]]], { axes: step })?.en).toContain("entry [0][1], step 0");
  expect(at({ a: [{ b: [1] }] }, { a: [{ b: [2] }] })?.en).toContain("a, entry 0, b, entry 0");
});

test.each([
  ["whole numbers that differ were not rounded", [0, 1], [1, 1], false],
  ["fractions may have been", [0.5, 1], [1, 1], true],
  ["whole numbers next to fractions do not matter", [0.5, 0], [0.5, 1], false],
])("%s", (_, actual, right, explained) => {
  const found = compare(answered(actual), answered(right), { what });
  expect(found?.tolerance !== undefined).toBe(explained);
});

test("what is missing is named in both languages, and a freed tensor is called that", () => {
  const names = { left: { en: "tensors left", zh: "多留下的张量数" } };
  const nothing = compare(answered({ answer: undefined }), answered({ answer: { left: 0, loss: 1 } }), {
    what,
    names,
  });
  expect(nothing?.sentence).toEqual({
    en: "call: at answer, an object with tensors left, loss is expected, got undefined (is a `return` missing?).",
    zh: "调用：结果处，应当是一个含有多留下的张量数、loss 的对象，得到的却是 undefined（是不是漏写了 `return`？）。",
  });
  const gone = compare(answered({ given: freed }), answered({ given: 1 }), { what });
  expect(gone?.sentence.en).toMatch(/a number is expected, got a tensor that was freed/);
  expect(gone?.sentence.zh).toMatch(/得到的却是一个已被释放的张量/);
});
