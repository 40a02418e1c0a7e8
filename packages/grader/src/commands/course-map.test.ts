import { expect, test } from "vitest";
import { formatCourseMap, mapOf } from "./course-map.ts";
import type { LabProgress } from "../desk/progress.ts";
import type { LabCard } from "../lab/card.ts";

const text = { en: "x", zh: "某" };
const card = (id: string, prerequisites: readonly string[] = []): LabCard => ({
  id,
  title: { en: `Lab ${id}`, zh: `实验 ${id}` },
  summary: text,
  minutes: 30,
  level: "introductory",
  prerequisites,
  rows: [],
  file: "x.ts",
  tasks: [{ id: "a", title: text, points: 100, hints: [text, text, text], writes: ["a"], builds: [] }],
  folder: `/labs/${id}`,
});
const points = (sum: number): LabProgress => ({
  best: { at: "2026-01-01", hash: "", points: sum, of: 100, tasks: { a: sum } },
});
const cards = [card("00-start"), card("02-descent", ["00-start"]), card("04-tape")];

test.each([
  [{}, "npx downhill watch 00"],
  [{ "00-start": points(100) }, "npx downhill watch 02"],
  [{ "00-start": points(100), "02-descent": points(100), "04-tape": points(40) }, "npx downhill watch 04"],
  [Object.fromEntries(cards.map(({ id }) => [id, points(100)])), undefined],
])("with %j the one next command is %s", (progress, command) => {
  expect(mapOf(cards, progress).next?.command).toBe(command);
});

test("a lab whose prerequisites are open comes after one that can be started", () => {
  expect(mapOf([card("01-late", ["04-tape"]), card("04-tape")], {}).next?.lab).toBe("04-tape");
});

test("the map shows each lab's points in words of the language, and marks the next", () => {
  const map = mapOf(cards, { "00-start": points(100), "02-descent": points(40) });
  expect(formatCourseMap(map, { language: "en", color: false }).split("\n")).toEqual([
    "  ✓ 100/100  00-start    Lab 00-start · 30 min",
    "→ ◐  40/100  02-descent  Lab 02-descent · 30 min",
    "  ○   0/100  04-tape     Lab 04-tape · 30 min",
    "",
    "Next: npx downhill watch 02",
  ]);
  expect(formatCourseMap(map, { language: "zh", color: false })).toMatch(/30 分钟[^]*下一步：/);
});

test("a newer starter is announced under its lab", () => {
  const map = mapOf(cards, {}, ["04-tape"]);
  expect(formatCourseMap(map, { language: "en", color: false })).toContain(
    "Lab 04-tape · 30 min\n             a newer starter: npx downhill update 04\n",
  );
  expect(formatCourseMap(map, { language: "zh", color: false })).toContain("起始代码有更新：");
});
