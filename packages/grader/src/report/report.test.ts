import { stripVTControlCharacters } from "node:util";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { formatJUnit } from "./junit.ts";
import { formatReport } from "./report.ts";
import type { TaskVerdict, Verdict } from "../judge/verdict.ts";

const lesson = {
  address: { en: "/lessons/08-adam#bias", zh: "/zh-Hans/lessons/08-adam#bias" },
  anchor: "bias",
  file: { en: "labs/08-adam/lesson.md", zh: "labs/08-adam/lesson.zh.md" },
};
const axes = [
  { en: "step", zh: "步" },
  { en: "coordinate", zh: "坐标" },
];
const common = { comparisons: 2, misconceptions: [], hint: "npx downhill hint 08 bias", lesson };
const failed: TaskVerdict = {
  ...common,
  id: "bias",
  title: { en: "Bias correction", zh: "偏差修正" },
  status: "failed",
  points: 0,
  of: 25,
  failure: {
    kind: "difference",
    sentence: { en: "Parameters: the numbers first differ at step 2.", zh: "参数：最先不符的位置是步 2。" },
    comparison: {
      kind: "close",
      what: { en: "Parameters", zh: "参数" },
      ok: false,
      first: { path: [2, 1], axes, expected: "0.5", got: "0.25" },
      largest: { path: [3, 0], axes, expected: "9", got: "2", difference: "7" },
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
  version: 1,
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
      comparisons: 0,
    },
  ],
  output: "hello\n",
  milliseconds: 400,
};

test("the report says what was graded, where it differs, by how much, why, and what to do", () => {
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
    "步 3、坐标 0（从 0 数起）",
    "8 个数中有 4 个不符",
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

test("a failure that all tasks share is said once", () => {
  const failure = { kind: "syntax" as const, sentence: { en: "The file cannot be read.", zh: "无法解析。" } };
  const tasks = verdict.tasks.map((task): TaskVerdict => ({ ...task, status: "failed", points: 0, failure }));
  const text = formatReport({ ...verdict, tasks }, { language: "en", color: false });
  expect(text.split("The file cannot be read.")).toHaveLength(2);
});

test("JUnit is well-formed and counts what failed, whatever stands in it", () => {
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
