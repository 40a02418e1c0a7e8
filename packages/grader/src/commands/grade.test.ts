import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "../../fixtures/command.ts";
import { CourseCopy } from "../../fixtures/course-copy.ts";
import { starterOf, unmarked } from "../lab/starter.ts";

const limit = { timeout: 60_000 };
let course: CourseCopy;
beforeAll(() => {
  course = new CourseCopy();
  const solution = unmarked(course.read("key/solution.ts"));
  course.write("../../right.ts", solution);
  course.write("../../square.ts", solution.replace("x + x", "x * x"));
  course.write("../../begun %20 #1.ts", starterOf(course.read("key/solution.ts")));
  course.write("../../loop.ts", solution.replace("return x + x", "for (;;) {}"));
  course.write("../../broken.ts", "export const = ;");
});
afterAll(() => course[Symbol.dispose]());

const grade = (...args: readonly string[]): ReturnType<typeof command> =>
  command(course.root, "grade", ...args);

test("grades any files, in their order, and touches neither desk nor progress", limit, async () => {
  const files = ["square.ts", "right.ts", "begun %20 #1.ts", "loop.ts", "broken.ts", "missing.ts"];
  const { code, out, err } = await grade("1", ...files, "--json", "--jobs", "3", "--timeout", "1");
  expect({ code, err }).toEqual({ code: 1, err: "" });
  const task = { misconceptions: [] };
  const failed = [
    { ...task, id: "double", points: 0, of: 40, status: "failed" },
    { ...task, id: "path", points: 0, of: 60, status: "failed" },
  ];
  const row = { lab: "01-double", of: 100 };
  expect(JSON.parse(out)).toEqual([
    {
      ...row,
      file: "square.ts",
      points: 60,
      tasks: [
        { ...failed[0], misconceptions: [{ id: "square" }] },
        { ...failed[1], points: 60, status: "carried" },
      ],
    },
    {
      ...row,
      file: "right.ts",
      points: 100,
      tasks: [
        { ...failed[0], points: 40, status: "passed" },
        { ...failed[1], points: 60, status: "passed" },
      ],
    },
    { ...row, file: "begun %20 #1.ts", points: 0, tasks: failed },
    {
      ...row,
      file: "loop.ts",
      points: 60,
      tasks: [
        { ...failed[0], status: "stopped" },
        { ...failed[1], points: 60, status: "carried" },
      ],
    },
    { ...row, file: "broken.ts", points: 0, tasks: failed },
    { ...row, file: "missing.ts", points: 0, tasks: failed },
  ]);
  expect(existsSync(path.join(course.lab, "src"))).toBe(false);
  expect(readdirSync(path.join(course.root, ".downhill"))).toEqual(["box"]);
});

test("without --json there is a line for each file, and another for what is wrong", limit, async () => {
  const { code, out } = await grade("double", "square.ts", "broken.ts", "--lang=zh");
  expect(code).toBe(1);
  expect(out).toMatch(
    /^✗ {2}60\/100 {2}square\.ts\n {4}0\/40 {2}double: 把翻倍当成了平方\n {4}60\/60 {2}path: 在 /,
  );
  expect(out).toMatch(/✗ {3}0\/100 {2}broken\.ts\n {4}.*语法错误/);
});

test("exit code 0 when all files have full points", limit, async () => {
  const { code, out } = await grade("1", "right.ts", "./right.ts", "--seed", "7");
  expect({ code, out }).toEqual({ code: 0, out: "✓ 100/100  right.ts\n✓ 100/100  ./right.ts\n" });
});

test("exit code 2 when the grader itself cannot work", limit, async () => {
  rmSync(path.join(course.lab, "questions.ts"));
  const { code, err } = await grade("1", "right.ts");
  expect(code).toBe(2);
  expect(err).not.toBe("");
});
