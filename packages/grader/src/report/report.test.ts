import { stripVTControlCharacters } from "node:util";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { formatJUnit } from "./junit.ts";
import stringWidth from "string-width";
import type { TaskVerdict, Verdict } from "../judge/verdict.ts";
import { labTests } from "./lab-tests.ts";
import { formatReport } from "./report.ts";

const lesson = {
  address: { en: "/lessons/08-adam#bias", zh: "/zh-Hans/lessons/08-adam#bias" },
  anchor: "bias",
  file: { en: "labs/08-adam/lesson.md", zh: "labs/08-adam/lesson.zh.md" },
};
const common = { questions: 2, misconceptions: [], hint: "npx downhill hint 08 bias", lesson };
const failed: TaskVerdict = {
  ...common,
  id: "bias",
  title: { en: "Bias correction", zh: "偏差修正" },
  status: "failed",
  points: 0,
  of: 25,
  failure: {
    kind: "difference",
    sentence: {
      en: "Parameters: the numbers first differ at step 2.",
      zh: "参数：最先不符的位置是：第 2 步。",
    },
    comparison: {
      what: { en: "Parameters", zh: "参数" },
      sentence: { en: "they differ", zh: "不符" },
      first: { path: [2, 1], place: { en: "step 2", zh: "第 2 步" }, expected: "0.5", got: "0.25" },
      largest: {
        path: [3, 0],
        place: { en: "step 3, coordinate 0 (counting from 0)", zh: "第 3 步，第 0 个坐标（从 0 数起）" },
        expected: "9",
        got: "2",
        difference: "7",
      },
      differing: { count: 4, of: 8 },
      tolerance: { absolute: 0, relative: 1e-9, why: { en: "float64 rounds", zh: "float64 有舍入误差" } },
    },
  },
  misconceptions: [
    {
      id: "no-correction",
      name: { en: "no bias correction", zh: "没有做偏差修正" },
      explanation: { en: "The moments start at zero.", zh: "矩从零开始。" },
    },
  ],
};
const verdict: Verdict = {
  version: 2,
  lab: "08-adam",
  title: { en: "Adam", zh: "Adam 优化器" },
  file: "labs/08-adam/src/adam.ts",
  sha256: "0123456789abcdef".repeat(4),
  exports: ["adam"],
  points: 50,
  of: 100,
  passed: false,
  tasks: [
    { ...common, id: "m", title: { en: "Moment", zh: "矩" }, status: "passed", points: 50, of: 50 },
    failed,
    {
      ...common,
      id: "eps",
      title: { en: "Epsilon", zh: "ε" },
      status: "not-written",
      points: 0,
      of: 25,
      questions: 0,
    },
  ],
  notes: [],
  output: "hello\n",
  cut: 0,
  milliseconds: 400,
};

test("the report shows what was graded, where it differs, by how much, why, and what to do", () => {
  const text = formatReport(verdict, { language: "en", color: false });
  for (const part of [
    "labs/08-adam/src/adam.ts · sha256 0123456789ab",
    "✓  50/50  Moment",
    "✗   0/25  Bias correction",
    "○   0/25  Epsilon · not written yet",
    "expected  0.5",
    "got       0.25",
    "7 at step 3, coordinate 0 (counting from 0); 4 of 8 numbers differ",
    "relative 1e-9: float64 rounds",
    "Sounds like: no bias correction",
    "The moments start at zero.",
    "npx downhill hint 08 bias",
    "labs/08-adam/lesson.md#bias  (/lessons/08-adam#bias)",
    "│ hello",
    "50 of 100 points",
    "npx downhill watch 08",
  ]) {
    expect(text).toContain(part);
  }
});

test("the Chinese report holds no English sentence", () => {
  const text = formatReport(verdict, { language: "zh", color: false });
  for (const part of [
    "偏差修正",
    "期望  0.5",
    "实际  0.25",
    "最大偏差  7，位于第 3 步，第 0 个坐标（从 0 数起）；8 个数中有 4 个不符",
    "labs/08-adam/lesson.zh.md",
    "得分 50 / 100",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toMatch(/expected|differ|points|printed|counting/i);
});

test("without colour there is no escape, and with it the text is the same", () => {
  const plain = formatReport(verdict, { language: "en", color: false });
  const colored = formatReport(verdict, { language: "en", color: true });
  expect(plain).not.toContain("\u001B");
  expect(colored).toContain("\u001B[");
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test("a failure that all tasks share is reported once", () => {
  const failure = { kind: "syntax" as const, sentence: { en: "The file cannot be read.", zh: "无法解析。" } };
  const tasks = verdict.tasks.map((task): TaskVerdict => ({ ...task, status: "failed", points: 0, failure }));
  const text = formatReport({ ...verdict, tasks }, { language: "en", color: false });
  expect(text.split("The file cannot be read.")).toHaveLength(2);
});

const english = { language: "en", color: false } as const;
const withStatus = (status: TaskVerdict["status"], more: Partial<TaskVerdict> = {}): Verdict => ({
  ...verdict,
  tasks: [{ ...failed, failure: undefined, misconceptions: [], status, ...more } as TaskVerdict],
});

test.each<[TaskVerdict["status"], Partial<TaskVerdict>, en: RegExp, zh: RegExp]>([
  [
    "carried",
    { points: 25, given: ["m"] },
    /^✓  25\/25  Bias correction · correct, given a correct `m`; fix `m` first$/m,
    /^✓  25\/25  偏差修正 · 在 `m` 正确的前提下是对的，请先改好 `m`$/m,
  ],
  [
    "failed",
    { given: ["m"] },
    /^✗ {3}0\/25  Bias correction · graded on a correct `m`$/m,
    /^✗ {3}0\/25  偏差修正 · 以正确的 `m` 评判$/m,
  ],
  ["stopped", {}, /^✗ {3}0\/25  Bias correction · stopped$/m, /已中止/],
  [
    "not-judged",
    {},
    /^\? {3}0\/25 .* · not graded yet: it builds on a task that is not correct/m,
    /暂不评判/,
  ],
])("a task that is %s is labelled as such", (status, more, en, zh) => {
  expect(formatReport(withStatus(status, more), english)).toMatch(en);
  expect(formatReport(withStatus(status, more), { language: "zh", color: false })).toMatch(zh);
});

test("a task that is not judged shows no difference, since its numbers mean nothing", () => {
  const text = formatReport(withStatus("not-judged", { failure: failed.failure! }), english);
  expect(text).not.toContain("differ");
});

test("a failure of the whole file, or an empty file, is reported once", () => {
  const failure = { kind: "syntax" as const, sentence: { en: "Cannot be read.", zh: "无法解析。" } };
  const tasks = verdict.tasks.map((task): TaskVerdict => ({ ...task, status: "failed", points: 0 }));
  expect(formatReport({ ...verdict, tasks, failure }, english).split("Cannot be read.")).toHaveLength(2);
  const empty = verdict.tasks.map((task): TaskVerdict => ({
    ...task,
    status: "failed",
    points: 0,
    failure: { kind: "missing-export", sentence: { en: `no \`${task.id}\``, zh: "没有" } },
  }));
  const text = formatReport({ ...verdict, exports: [], tasks: empty }, english);
  expect(text).toContain("adam.ts exports nothing, so there is nothing to grade.");
  expect(text).toContain("`npx downhill reset 08`");
  expect(text).not.toContain("no `");
});

test("notes come before the tasks", () => {
  const notes = [{ en: "computed on wasm", zh: "用 wasm 计算" }];
  expect(formatReport({ ...verdict, notes }, english)).toMatch(/sha256 \w+\ncomputed on wasm\n\n✓/);
});

test("a million lines of output are bounded, with what was left out", () => {
  const output = Array.from({ length: 1000 }, (_, i) => `line ${i}`).join("\n");
  const text = formatReport({ ...verdict, output, cut: 5000 }, english);
  expect(text).toContain("│ line 39\n  │ … 960 more lines and 5000 more characters left out\n");
  expect(text).not.toContain("line 40");
  expect(formatReport({ ...verdict, output, cut: 0 }, { language: "zh", color: false })).toContain(
    "……另有 960 行未显示",
  );
  expect(formatReport({ ...verdict, output: "x".repeat(9999) }, english).length).toBeLessThan(2500);
});

test.each(["en", "zh"] as const)("on 60 columns no word of the %s report is broken", (language) => {
  const whole = formatReport(verdict, { language, color: false });
  const narrow = formatReport(verdict, { language, color: true, width: 60 });
  const words = (text: string): string[] => text.split(/[\s\u3000-\u9fff\uff00-\uffef]+/u);
  expect(words(stripVTControlCharacters(narrow)).join("")).toBe(words(whole).join(""));
  const long = stripVTControlCharacters(narrow)
    .split("\n")
    .filter((line) => stringWidth(line) > 60);
  for (const line of long) expect(line.trim()).not.toMatch(/[^\d.]\s+\S/);
});

test("tests of a runner have one test per task; a task that is right except for another passes", () => {
  const tests = labTests(
    { ...verdict, tasks: [failed, ...withStatus("carried", { given: ["m"] }).tasks] },
    english,
  );
  expect(tests.map(({ problem }) => problem === null)).toEqual([false, true]);
  expect(tests[0]?.problem).toContain("Sounds like: no bias correction\n  The moments start at zero.");
});

test("JUnit is well-formed and counts what failed, whatever it contains", () => {
  const hostile = { ...verdict, output: 'a <b> & "c" ]]> \u0000\u001B[31m \uD800' };
  const xml = formatJUnit(hostile, "en");
  expect(XMLValidator.validate(xml)).toBe(true);
  const suite = new XMLParser({ ignoreAttributes: false }).parse(xml).testsuites.testsuite as Record<
    string,
    unknown
  >;
  expect(suite).toMatchObject({ "@_name": "08-adam", "@_tests": "3", "@_failures": "2" });
  expect(suite["testcase"]).toMatchObject([
    { "@_name": "m: Moment" },
    { failure: { "@_type": "difference", "@_message": failed.failure?.sentence.en } },
    { failure: { "@_type": "not-written" } },
  ]);
  for (const forbidden of ["\u0000", "\u001B", "\uD800"]) expect(xml).not.toContain(forbidden);
});
