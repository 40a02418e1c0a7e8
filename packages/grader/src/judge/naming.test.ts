import { expect, test } from "vitest";
import { Unwritten } from "../lab/answer.ts";
import { also, apart, but, edit, formName, formsOf, rewrite } from "../lab/mistakes.ts";
import { named } from "./naming.ts";

const question = { what: { en: "q", zh: "问" }, ask: () => 0 };
const one = edit("one", "task", ["a", "b"]);
const two = edit("two", "task", ["a", "c"]);
const ids = (...all: Parameters<typeof named>): readonly string[] => named(...all).map(({ id }) => id);

test("a mistake is named when all answers agree and a number among them is finite and wrong", () => {
  const known = [{ mistakes: [one], answers: [[1, 2, 9]] }];
  expect(ids(known, [[1, 2, 9]], [[1, 2, 3]], [question])).toEqual(["one"]);
  expect(ids(known, [[1, 2, 8]], [[1, 2, 3]], [question])).toEqual([]);
});

test("a finite number does not agree with an infinite one", () => {
  const known = [{ mistakes: [one], answers: [[1, 9, Infinity, -Infinity]] }];
  expect(ids(known, [[1, 9, Infinity, -Infinity]], [[1, 2, 5, 6]], [question])).toEqual(["one"]);
  expect(ids(known, [[1, 9, 5, -Infinity]], [[1, 2, 5, 6]], [question])).toEqual([]);
  expect(ids(known, [[1, 9, Infinity, Infinity]], [[1, 2, 5, 6]], [question])).toEqual([]);
});

test("if both are right, they may differ in the last digit", () => {
  const known = [{ mistakes: [one], answers: [[9, 0, 4e-18]] }];
  expect(ids(known, [[9, 0, 0]], [[3, 0, 4e-18]], [question])).toEqual(["one"]);
  expect(ids(known, [[9, 0, 1e-9]], [[3, 0, 4e-18]], [question])).toEqual([]);
  expect(ids(known, [[9.00001, 0, 0]], [[3, 0, 4e-18]], [question])).toEqual([]);
});

test("a question's own tolerance determines which numbers are wrong, however small they are", () => {
  const tight = { ...question, within: { relative: 1e-14, why: question.what } };
  const known = [{ mistakes: [one], answers: [[9e-15, 1, 2]] }];
  expect(ids(known, [[9e-15, 1, 2]], [[1e-14, 1, 2]], [tight])).toEqual(["one"]);
  expect(ids(known, [[9e-15, 1, 2]], [[1e-14, 1, 2]], [question])).toEqual([]);
});

test("with fewer than three values, or no finite wrong number, nothing is named", () => {
  expect(ids([{ mistakes: [one], answers: [9] }], [9], [3], [question])).toEqual([]);
  expect(
    ids([{ mistakes: [one], answers: [[NaN, NaN, NaN]] }], [[NaN, NaN, NaN]], [[1, 2, 3]], [question]),
  ).toEqual([]);
  expect(
    ids(
      [{ mistakes: [one], answers: [[true, false, "a"]] }],
      [[true, false, "a"]],
      [[false, false, "a"]],
      [question],
    ),
  ).toEqual([]);
});

test("if two fit, nothing is named", () => {
  const known = [one, two].map((each) => ({ mistakes: [each], answers: [[1, 2, 9]] }));
  expect(ids(known, [[1, 2, 9]], [[1, 2, 3]], [question])).toEqual([]);
});

test.each([
  ["edits that are made apart", apart("one", "task", ["a", "b"], ["c", "d"]), ["ab cd", "ab", "cd"]],
  ["another way to write it", also(one, [["x", "y"]]), ["ab", "xy"]],
  [
    "a part and another way",
    also(apart("one", "task", ["a", "b"]), [
      ["x", "y"],
      ["z", ""],
    ]),
    ["ab", "ab", "xy z"],
  ],
  ["a function as a whole, or an edit", also(rewrite("one", "task", "f", "text"), [["x", "y"]]), ["f", "xy"]],
  ["a single form", one, ["ab"]],
])("the forms of a mistake have one name: %s", (_, mistake, texts) => {
  const forms = formsOf(mistake);
  expect(
    forms.map(
      ({ edits, rewrite: whole }) => whole?.name ?? edits.map(({ find, put }) => find + put).join(" "),
    ),
  ).toEqual(texts);
  expect(forms.map(formName)).toEqual(texts.map((_text, i) => (i === 0 ? "one" : `one/${i}`)));
  const wrong = (form: number) => [[1, 2, 9 + form]];
  const known = forms.map((each, i) => ({ mistakes: [each], answers: wrong(i) }));
  for (const i of forms.keys()) expect(ids(known, wrong(i), [[1, 2, 3]], [question])).toEqual(["one"]);
  expect(ids(known, wrong(forms.length), [[1, 2, 3]], [question])).toEqual([]);
  expect(ids([...known, { mistakes: [two], answers: wrong(0) }], wrong(0), [[1, 2, 3]], [question])).toEqual(
    [],
  );
});

test("a predicate and a reason why it has no name hold for every form of a mistake", () => {
  const seen = but(also(one, [["x", "y"]]), { when: ([answer]) => answer === "nothing" });
  expect(formsOf(seen).map(({ when }) => when)).toEqual([seen.when, seen.when]);
});

test("code that is not written yet says nothing about a mistake in the rest of the task", () => {
  const known = [
    { mistakes: [one], answers: [[1, 2, 9], 5] },
    { mistakes: [two], answers: [[1, 2, 3], 4] },
  ];
  const [right, todo] = [[[1, 2, 3], 7], new Unwritten("task")];
  expect(ids(known, [[1, 2, 9], todo], right, [question, question])).toEqual(["one"]);
  expect(ids(known, [[1, 2, 8], todo], right, [question, question])).toEqual([]);
  expect(ids(known, [[1, 2, 3], todo], right, [question, question])).toEqual([]);
  expect(ids(known, [todo, todo], right, [question, question])).toEqual([]);
});

test("a predicate recognises what has no numbers; an unnamed mistake is never named", () => {
  const silent = but(one, { when: ([answer]) => answer === "nothing" });
  expect(ids([{ mistakes: [silent], answers: [1] }], ["nothing"], [3], [question])).toEqual(["one"]);
  const half = ["nothing", new Unwritten("task")];
  expect(ids([{ mistakes: [silent], answers: [1, 1] }], half, [3, 3], [question, question])).toEqual([]);
  const broken = but(one, { when: (answers) => (answers[0] as { x: { y: number } }).x.y === 1 });
  expect(ids([{ mistakes: [broken], answers: [1] }], [undefined], [3], [question])).toEqual([]);
  const unnamed = but(one, { unnamed: "it answers like two others" });
  expect(ids([{ mistakes: [unnamed], answers: [[1, 2, 9]] }], [[1, 2, 9]], [[1, 2, 3]], [question])).toEqual(
    [],
  );
});

test("answers with their own judge are compared by its verdict", () => {
  const judged = { ...question, judge: (a: unknown) => (a === "good" ? undefined : { en: "no", zh: "不" }) };
  const known = [{ mistakes: [one], answers: [[1, 2, 9], "line 3"] }];
  expect(ids(known, [[1, 2, 9], "line 7"], [[1, 2, 3], "good"], [question, judged])).toEqual(["one"]);
  expect(ids(known, [[1, 2, 9], "good"], [[1, 2, 3], "good"], [question, judged])).toEqual([]);
});
