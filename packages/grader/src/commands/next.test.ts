import { expect, test } from "vitest";
import type { LabCard } from "../lab/card.ts";
import { nextStep } from "./next.ts";

const text = { en: "x", zh: "某" };
const task = (id: string) => ({
  id,
  title: text,
  points: 50,
  hints: [text, text, text],
  writes: [id],
  builds: [],
});
const card = (id: string, prerequisites: readonly string[] = []): LabCard => ({
  ...{
    id,
    title: text,
    summary: text,
    minutes: 30,
    level: "introductory",
    prerequisites,
    rows: [],
    file: "x.ts",
    folder: `/labs/${id}`,
  },
  tasks: [task("a"), task("b")],
});
const points = (a: number, b: number) => ({
  best: { at: "2026-01-01", hash: "", points: a + b, of: 100, tasks: { a, b } },
});

test.each([
  ["the first task at first", {}, "00-start", "a"],
  ["the first without full points", { "00-start": points(50, 20) }, "00-start", "b"],
  ["the lab after it", { "00-start": points(50, 50) }, "02-descent", "a"],
  ["nothing at the end", { "00-start": points(50, 50), "02-descent": points(50, 50) }, null, null],
])("next is %s", (_, progress, lab, open) => {
  expect(nextStep([card("00-start"), card("02-descent", ["00-start"])], progress)).toMatchObject({
    lab,
    task: open,
    missing: [],
  });
});

test("when each open lab waits for another, it names that one", () => {
  const circle = [card("01-hen", ["02-egg"]), card("02-egg", ["01-hen"])];
  expect(nextStep(circle, {})).toMatchObject({ lab: "01-hen", missing: ["02-egg"] });
});
