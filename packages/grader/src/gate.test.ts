import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CourseCopy } from "../fixtures/course-copy.ts";
import { gate } from "./gate.ts";

const limit = { timeout: 120_000 };
let course: CourseCopy;
beforeEach(() => {
  course = new CourseCopy();
});
afterEach(() => course[Symbol.dispose]());

const text = (name: string): string => readFileSync(path.join(course.lab, name), "utf8");
const change = (name: string, from: string, to: string): void => {
  if (!text(name).includes(from)) throw new Error(`${name} does not contain ${from}`);
  course.write(name, text(name).replace(from, to));
};
const faults = async (pristine = false): Promise<string[]> => {
  const { checks, ok } = await gate(course.lab, { pristine });
  expect(ok).toBe(checks.every((check) => check.ok));
  return checks.filter((check) => !check.ok).map(({ id, detail }) => `${id}: ${detail}`);
};

test("a good lab passes every check", limit, async () => {
  const report = await gate(course.lab, { pristine: true });
  expect(report).toMatchObject({ ok: true, notes: [] });
  expect(report.checks.map(({ id }) => id)).toEqual([
    "manifest",
    "files",
    "src is the starter",
    "starter fails",
    "solution passes",
    "picture",
    "mistake square",
    "mistake late-start",
    "syntax error",
    "exports nothing",
    "returns undefined",
    "returns NaN",
    "missing file",
    "endless loop",
  ]);
});

test("a starter that gives points away, and a src that is not the starter, are found", limit, async () => {
  change("starter/double.ts", 'return todo("double")', "return _x + _x");
  expect(await faults(true)).toEqual([
    "src is the starter: src/double.ts differs from starter/double.ts",
    "starter fails: double gives 40 points",
  ]);
});

test("a solution that fails, points that do not add up and a missing hint are found", limit, async () => {
  change("solution/double.ts", "x + x", "x + x + 1");
  change("lab.ts", "points: 40", "points: 41");
  change("lab.ts", 'zh: "翻倍就是一个数加上它自己。"', 'zh: ""');
  const found = await faults();
  expect(found).toHaveLength(3);
  expect(found[0]).toContain("the points add up to 101, not 100");
  expect(found[0]).toContain("double's hint 2 must be written in both languages");
  expect(found[1]).toMatch(/^solution passes: double: double\(0\)/);
  expect(found[2]).toMatch(/^picture|^mistake|^solution/);
});

test(
  "a mistake that nothing catches, and one that cannot be told from another, are found",
  limit,
  async () => {
    course.write("mistakes/square.ts", text("solution/double.ts"));
    expect(await faults()).toEqual(["mistake square: is not caught by double"]);
    course.write("mistakes/square.ts", text("mistakes/late-start.ts"));
    change("lab.ts", 'task: "double"', 'task: "path"');
    const found = await faults();
    expect(found).toHaveLength(2);
    expect(found[0]).toContain("is named as square, late-start; add a comparison");
  },
);

test("a mistake that no comparison tells from a crash is found", limit, async () => {
  change("mistakes/square.ts", "return x * x;", "throw new Error(String(x));");
  expect((await faults())[0]).toMatch(/^mistake square: fails double: .* instead of a comparison$/);
});

test("missing lessons, headings and modules are found", limit, async () => {
  rmSync(path.join(course.lab, "lesson.zh.md"));
  rmSync(path.join(course.lab, "mistakes/late-start.ts"));
  change("lesson.md", "{#path}", "");
  const [files] = await faults();
  expect(files).toContain("lesson.zh.md is missing");
  expect(files).toContain("lesson.md has no heading {#path} for path");
  expect(files).toContain("mistakes/late-start.ts is missing");
});

test("a task that answers without values can pass is found", limit, async () => {
  const check = "check({ double }, probe) {";
  change(
    "lab.ts",
    check,
    `${check} probe.holds(exact.why, typeof double(1) !== "string", exact.why); return;`,
  );
  expect(await faults()).toEqual(
    expect.arrayContaining([
      "returns undefined: double gives 40 points",
      "returns NaN: double gives 40 points",
    ]),
  );
});
