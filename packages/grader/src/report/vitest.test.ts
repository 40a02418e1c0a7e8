import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CourseCopy } from "../fixtures/course-copy.ts";
import { progressFile } from "./progress-file.ts";

const limit = { timeout: 120_000 };
const vitest = path.join(
  path.dirname(fileURLToPath(import.meta.resolve("vitest/package.json"))),
  "vitest.mjs",
);
let course: CourseCopy;
beforeEach(() => {
  course = new CourseCopy();
});
afterEach(() => course[Symbol.dispose]());

/** What `npm test` inside a lab runs. */
async function labTest(
  args: readonly string[] = [],
): Promise<{ code: number | null; out: string; err: string }> {
  const { NO_COLOR: _, FORCE_COLOR: __, VITEST: ___, ...env } = process.env;
  const child = spawn(process.execPath, [vitest, "run", "--config", "../vitest.lab.config.ts", ...args], {
    cwd: course.lab,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, LC_ALL: "C", NO_COLOR: "1" },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

const text = (name: string): string => readFileSync(path.join(course.lab, name), "utf8");

test("npm test in an untouched lab prints our report alone and fails", limit, async () => {
  const { code, out, err } = await labTest();
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toMatch(/^Doubling · 01-double\n/);
  expect(out).toContain("0 of 100 points");
  expect(out).not.toMatch(/Test Files|AssertionError|at .*\.ts:\d/);
});

test("npm test with the solution copied in passes and saves the progress", limit, async () => {
  course.write("src/double.ts", text("solution/double.ts"));
  const { code, out } = await labTest();
  expect(code).toBe(0);
  expect(out).toContain("✓ 100 of 100 points");
  expect(readFileSync(progressFile(course.root), "utf8")).toContain('"01-double/double"');
});

test("vitest's own reporter sees one test per task, with our sentence and no stack", limit, async () => {
  course.write("src/double.ts", text("mistakes/square.ts"));
  const { code, out, err } = await labTest(["--reporter=default"]);
  expect(code).toBe(1);
  expect(out).toMatch(/1 failed .* 1 passed/);
  expect(out + err).toContain("double(3): the number differs from what is expected.");
  expect(out + err).toContain("squaring instead of doubling");
});

test("a lab that cannot be loaded fails with its sentence", limit, async () => {
  course.write("lab.ts", "export default 7;");
  const { code, out, err } = await labTest();
  expect(code).toBe(1);
  expect(out + err).toContain("must export a lab as its default");
});
