import path from "node:path";
import { expect, test } from "vitest";
import { languagesInStep, pagesInStep } from "./languages-in-step.ts";
import { parsePage } from "./markdown.ts";

const both = (english: string, chinese: string): readonly string[] =>
  pagesInStep(parsePage("lesson.md", english), parsePage("lesson.zh.md", chinese));

test("the fixture's languages match", () => {
  expect(languagesInStep(path.resolve(import.meta.dirname, "../../fixtures/labs/01-double"))).toEqual([]);
});

test.each<[english: string, chinese: string]>([
  ["## One {#a}\n\n### Two", "## 一 {#a}\n\n### 二"],
  ["```bash\nnpm test # it grades\n```", "```bash\nnpm test # 评分\n```"],
  ["```ts\nf(x); // twice\n```", "```ts\nf(x); // 两倍\n```"],
  ["```text\n2 of 3 points\n```", "```text\n得分 2 / 3\n```"],
  ["$$\n% step\nx = 1 \\text{ if so}.\n$$", "$$\n% step\nx = 1 \\text{，若如此}\n$$"],
  ["[a](x.md#y) and [b](/lessons/08)", "[乙](/zh-Hans/lessons/08)和[甲](x.zh.md#y)"],
  ["<!-- figure: descent -->", "<!-- figure: descent -->"],
])("%j and %j match", (english, chinese) => {
  expect(both(english, chinese)).toEqual([]);
});

test.each<[english: string, chinese: string, fault: RegExp]>([
  [
    "## One {#a}",
    "## 一 {#b}",
    /headings .* differ at number 1: ## \{#a\} \(line 1\) and ## \{#b\} \(line 1\)/,
  ],
  ["## One {#a}\n\n### Two", "## 一 {#a}", /headings .* at number 2: ### \(line 3\) and nothing more/],
  ["```ts\nf(x);\n```", "```ts\nf(y);\n```", /code blocks .* ts⏎f\(x\);/],
  ["$$\n% step\nx = 1\n$$", "$$\n% step\nx = 2\n$$", /display formulas/],
  ["$$\n% step\nx = 1\n$$", "$$\n% code a\nx = 1\n$$", /display formulas/],
  ["1. a\n2. b", "1. 甲", /numbered lists .* 2 items .* 1 items/],
  ["![d](out/d.svg)", "", /figures/],
  ["[a](x.md)", "", /lesson\.zh\.md lacks the link to x\.md \(line 1\)/],
])("%j and %j part", (english, chinese, fault) => {
  expect(both(english, chinese).join("\n")).toMatch(fault);
});
