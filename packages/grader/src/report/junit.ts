import type { TaskVerdict, Verdict } from "../judge/verdict.ts";
import { commonFailure } from "./common-failure.ts";
import type { Language } from "./language.ts";
import { printedLines } from "./printed.ts";
import { isRight, outcomeOf } from "./outcome.ts";
import { explainTask } from "./task-lines.ts";

/** Text as XML 1.0 can hold it: markup escaped, forbidden control characters replaced. */
const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

/** One task as a test case; a task that is right except for an earlier one has its points and counts as passed. */
function testCase(verdict: Verdict, task: TaskVerdict, language: Language): string {
  const head = `    <testcase classname="${escaped(verdict.lab)}" name="${escaped(`${task.id}: ${task.title[language]}`)}"`;
  if (isRight(task)) return `${head}/>`;
  const failure = task.failure ?? commonFailure(verdict);
  const message = failure?.sentence[language] ?? outcomeOf(task)?.[language] ?? "";
  const kind = failure?.kind ?? task.status;
  const body = explainTask(task, { language, color: false }).join("\n");
  return [
    `${head}>`,
    `      <failure type="${kind}" message="${escaped(message)}">${escaped(body)}</failure>`,
    "    </testcase>",
  ].join("\n");
}

/** A verdict as JUnit XML, one test case per task, for tools that collect test results. */
export function formatJUnit(verdict: Verdict, language: Language): string {
  const failures = verdict.tasks.filter((task) => !isRight(task)).length;
  const counts = `tests="${verdict.tasks.length}" failures="${failures}" errors="0" time="${verdict.milliseconds / 1000}"`;
  const properties = {
    file: verdict.file,
    sha256: verdict.sha256 ?? "",
    points: verdict.points,
    of: verdict.of,
  };
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(verdict.lab)}" ${counts}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([name, value]) => `      <property name="${name}" value="${escaped(String(value))}"/>`,
    ),
    "    </properties>",
    ...verdict.tasks.map((task) => testCase(verdict, task, language)),
    `    <system-out>${escaped(printedLines(verdict, language).join("\n"))}</system-out>`,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
